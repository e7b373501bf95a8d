"""Who is at work, and what can be done with the page that is looked at."""

from __future__ import annotations

from urllib.parse import quote, unquote

from fastapi import Request
from starlette.responses import Response

_COOKIE, _LONGEST, _YEAR = "dragoman_author", 80, 365 * 86400


def named(request: Request) -> str:
    """The name under which a visitor last wrote something; empty where they have not."""
    return unquote(request.cookies.get(_COOKIE, ""))


def remember(answer: Response, author: str) -> Response:
    """Keep a visitor's name for the next form."""
    if author.strip():
        answer.set_cookie(_COOKIE, quote(author.strip()[:_LONGEST]), httponly=True, samesite="strict", max_age=_YEAR)
    return answer
