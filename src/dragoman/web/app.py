"""The application: routers, static files and what goes wrong."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from anyio.to_thread import current_default_thread_limiter, run_sync
from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.responses import HTMLResponse, JSONResponse
from starlette.staticfiles import StaticFiles

from dragoman.model.errors import SetupError, StoreError
from dragoman.store import Store
from dragoman.store.queries import CursorError
from dragoman.version import __version__
from dragoman.web import api
from dragoman.web.memory import settle
from dragoman.web.pages import (
    codebook,
    coding,
    correcting,
    details,
    finding,
    noting,
    outlets,
    overview,
    places,
    relationship,
    review,
    same,
    states,
    watching,
    welcome,
    writing,
)
from dragoman.web.params import offered
from dragoman.web.render import page
from dragoman.web.security import Guard
from dragoman.web.settings import Settings

_STATIC = Path(__file__).parent / "static"
_VENDOR = ("d3.min.js", "htmx.min.js", "topojson-client.min.js", "countries-110m.json")


_AT_ONCE = 4
"""Requests that are worked on at once; the others wait in turn, since more would only make all of them slow."""


@asynccontextmanager
async def _lifespan(_: FastAPI) -> AsyncIterator[None]:
    current_default_thread_limiter().total_tokens = _AT_ONCE
    yield
    await run_sync(settle)


def create_app(store: Store, settings: Settings) -> FastAPI:
    """The server of one dossier.

    Raises:
        SetupError: what pages use in a browser has not been set up.
    """
    missing = [name for name in _VENDOR if not (_STATIC / "vendor" / name).is_file()]
    if missing:
        raise SetupError(f"the browser's parts are not set up ({', '.join(missing)}); run `make assets`")
    app = FastAPI(
        title="dragoman",
        version=__version__,
        summary="Who did, said and claimed what between states, according to whom.",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
    )
    app.state.store, app.state.settings = store, settings
    app.add_api_route("/healthz", _healthy, include_in_schema=False)
    app.include_router(api.router)
    trust = (codebook.router, correcting.router, correcting.writes, same.router, same.writes)
    for router in (
        *trust,
        overview.router,
        finding.router,
        places.router,
        states.router,
        welcome.router,
        welcome.writes,
        relationship.router,
        details.router,
        writing.router,
        writing.writes,
    ):
        app.include_router(router)
    for desk in (review, outlets, noting, watching, coding):
        app.include_router(desk.router)
        if hasattr(desk, "writes"):
            app.include_router(desk.writes)
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    app.add_middleware(Guard, settings=settings)
    app.add_exception_handler(StarletteHTTPException, _failed)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(CursorError, _no_cursor)
    app.add_exception_handler(StoreError, _unwritten)
    return app


def _healthy(request: Request) -> JSONResponse:
    """For whoever watches over the server: whether the dossier answers, and how much could not be read."""
    store: Store = request.app.state.store
    failed, passed = store.failed()
    return JSONResponse({"ok": True, "version": __version__, "changes": store.changes(), "failed": failed, "passed_over": passed})


def _failed(request: Request, error: Exception) -> HTMLResponse | JSONResponse:
    assert isinstance(error, StarletteHTTPException)
    message = str(error.detail) if isinstance(error, HTTPException) or error.status_code != 404 else "There is no such page."
    answer = _answer(request, error.status_code, message)
    answer.headers.update(error.headers or {})
    return answer


def _no_cursor(request: Request, error: Exception) -> HTMLResponse | JSONResponse:
    return _answer(request, 422, str(error))


def _unwritten(request: Request, error: Exception) -> HTMLResponse | JSONResponse:
    return _answer(request, 503, str(error))


def _invalid(request: Request, error: Exception) -> HTMLResponse | JSONResponse:
    assert isinstance(error, RequestValidationError)
    wrong = "; ".join(f"'{e['loc'][-1]}' is missing" if e["type"] == "missing" else f"{e['loc'][-1]}: {e['msg']}" for e in error.errors())
    return _answer(request, 422, wrong)


def _answer(request: Request, code: int, message: str) -> HTMLResponse | JSONResponse:
    if request.url.path.startswith("/api"):
        return JSONResponse({"detail": message}, code)
    titles = {404: "Not found", 403: "Not allowed", 422: "This cannot be asked", 503: "The dossier cannot be written to"}
    return page(
        request, "error", code, title=titles.get(code, f"Error {code}"), message=message, back="/", offered=offered(str(request.url))
    )
