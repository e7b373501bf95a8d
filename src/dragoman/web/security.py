"""What every request passes through: the Host header, the token, the size of what is sent, and the headers of what is answered."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from http.cookies import CookieError, SimpleCookie
from time import monotonic
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dragoman.terminal.plain import say
from dragoman.web.settings import UPLOAD, Settings

SESSION, PASS = "dragoman_session", "dragoman_pass"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_OF_ORIGINALS = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
"""What the browser's own viewer of a PDF needs within a page of this server."""
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_OPEN = ("/login", "/static/", "/healthz")


class TooLarge(Exception):
    """More was sent than is read."""


class Guard:
    """Turns away requests to other hosts, without the token or too large, and sets the headers of answers."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        session = _cookie(headers, SESSION)
        fresh = None if session and len(session) == 43 else secrets.token_urlsafe(32)
        scope["dragoman_session"] = fresh or session

        started: list[int] = []

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                started.append(message["status"])
                out = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    out[name] = value
                if scope["path"].startswith("/original/"):
                    out["Content-Security-Policy"] = _OF_ORIGINALS
                if "cache-control" not in out:
                    out["Cache-Control"] = "private, no-cache"
                if fresh and not scope["path"].startswith("/static/"):
                    out.append("Set-Cookie", f"{SESSION}={fresh}; Path=/; HttpOnly; SameSite=Strict")
            await send(message)

        began = monotonic()
        try:
            refused = self._refused(scope, headers)
            if refused is not None:
                await refused(scope, receive, sending)
            else:
                await self._app(scope, _limited(receive), sending)
        except TooLarge:
            await _too_large()(scope, receive, sending)
        except Exception as error:  # the visitor gets a page with the headers of every other, and the log what went wrong
            told = f"{type(error).__name__}: {error}"
            self._settings.log.write("error", path=scope["path"], error=told)
            say(f"dragoman: {scope['method']} {scope['path']}: {told}")
            if not started:
                await PlainTextResponse("something went wrong here, and is in the server's log\n", 500)(scope, receive, sending)
        self._settings.log.write(
            "request", method=scope["method"], path=scope["path"], status=next(iter(started), 0), ms=round(1000 * (monotonic() - began), 1)
        )

    def _refused(self, scope: Scope, headers: Headers) -> PlainTextResponse | RedirectResponse | None:
        host = headers.get("host", "")
        if host not in self._settings.hosts:
            return PlainTextResponse(f"this server is not {host or 'without a name'}\n", 421)
        length = headers.get("content-length", "0")
        if not (length.isascii() and length.isdigit()) or int(length) > UPLOAD:
            return _too_large()
        if not self._admitted(scope, headers):
            if scope["path"].startswith("/api") or scope["method"] != "GET":
                return PlainTextResponse("a token is needed: Authorization: Bearer TOKEN\n", 401, {"WWW-Authenticate": "Bearer"})
            return RedirectResponse(f"/login?next={quote(scope['path'])}", 303)
        return None

    def _admitted(self, scope: Scope, headers: Headers) -> bool:
        token = self._settings.token
        if token is None or scope["path"].startswith(_OPEN):
            return True
        kind, _, given = headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer" and hmac.compare_digest(given.encode("latin-1", "replace"), token.encode()):
            return True
        return hmac.compare_digest(_cookie(headers, PASS).encode(), pass_for(self._settings).encode())


def _too_large() -> PlainTextResponse:
    return PlainTextResponse(f"more than {UPLOAD // 2**20} MiB are not read at once\n", 413)


def _limited(receive: Receive) -> Receive:
    """Counts what comes in, for requests that do not say how large they are."""
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > UPLOAD:
            raise TooLarge
        return message

    return counted


def _cookie(headers: Headers, name: str) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return found.value if found else ""


def pass_for(settings: Settings) -> str:
    """What the cookie of somebody who knew the token holds."""
    return hmac.new(settings.secret, f"pass {settings.token}".encode(), hashlib.sha256).hexdigest()


def csrf_token(request: Request) -> str:
    """What a form of this visitor must send along."""
    secret: bytes = request.app.state.settings.secret
    return hmac.new(secret, f"csrf {request.scope['dragoman_session']}".encode(), hashlib.sha256).hexdigest()


def is_own(request: Request, given: str) -> bool:
    """Whether a form was sent from a page of this server: by its token, and by what the browser says of its origin."""
    origin = request.headers.get("origin")
    if origin and origin != "null" and urlsplit(origin).netloc != request.headers.get("host"):
        return False
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    return hmac.compare_digest(given.encode(), csrf_token(request).encode())
