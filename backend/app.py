"""The web application: the one file that knows every room."""

import gc
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from litestar import Litestar
from litestar.datastructures import State
from litestar.types import ASGIApp

from backend.consultations import api as consultations_api
from backend.consultations import desk as consultations_desk
from backend.consultations import pages as consultations_pages
from backend.consultations.attaching import consultations_on
from backend.decisions import api as decisions_api
from backend.decisions import desk as decisions_desk
from backend.decisions import pages as decisions_pages
from backend.journal import queries as journal_queries
from backend.journal.pages import journal_index
from backend.kernel import jobs, log
from backend.kernel.changes import Changes
from backend.kernel.database import connected
from backend.kernel.language import say
from backend.kernel.settings import get_settings
from backend.notifications import queries as notifications_queries
from backend.opinions import desk as opinions_desk
from backend.opinions import pages as opinions_pages
from backend.opinions.queries import figures as opinions_figures
from backend.organisation import api as organisation_api
from backend.organisation import desk as organisation_desk
from backend.organisation.authentication import DeskAuthentication
from backend.organisation.enums import Role
from backend.portal import desk, machines, mailbox, pages, tracking
from backend.portal.morning import pages as morning_pages
from backend.portal.subscriptions import pages as subscriptions_pages
from backend.portal.subscriptions.queries import own as subscriptions_own
from backend.web import api_docs, health, metrics
from backend.web.cache import PublicAnswers
from backend.web.crosssite import CrossSiteMiddleware
from backend.web.errors import EXCEPTION_HANDLERS
from backend.web.headers import HeadersMiddleware
from backend.web.observation import Observation
from backend.web.site import MenuEntry, Site
from backend.web.static import static_file
from backend.web.view import ViewMiddleware

SITE = Site(
    public=(
        MenuEntry(say("决策目录"), "/decisions"),
        MenuEntry(say("意见征集"), "/consultations"),
        MenuEntry(say("公开日志"), "/journal"),
        MenuEntry(say("查询我的意见"), "/track"),
    ),
    desk=(
        MenuEntry(say("决策目录"), "/desk/decisions"),
        MenuEntry(say("意见征集"), "/desk/consultations"),
        MenuEntry(
            say("审核队列"),
            "/desk/moderation",
            frozenset({Role.MODERATOR, Role.OFFICE, Role.DRAFTER}),
        ),
        MenuEntry(
            say("线下录入"), "/desk/entry", frozenset({Role.OFFICE, Role.MODERATOR, Role.DRAFTER})
        ),
        MenuEntry(say("意见办理"), "/desk/subjects"),
        MenuEntry(say("工作日历"), "/desk/calendar"),
        MenuEntry(say("单位"), "/desk/units", frozenset({Role.OFFICE})),
        MenuEntry(say("工作人员"), "/desk/staff", frozenset({Role.OFFICE})),
        MenuEntry(say("信件"), "/desk/mailbox", frozenset({Role.OFFICE})),
        MenuEntry(say("办理日志"), "/desk/journal", frozenset({Role.OFFICE, Role.AUDITOR})),
    ),
    attachers=(consultations_on,),
)
API = (*decisions_api.ROUTES, *consultations_api.ROUTES, *organisation_api.ROUTES)
ROUTES = [
    journal_index,
    static_file,
    *organisation_desk.ROUTES,
    *desk.ROUTES,
    *mailbox.ROUTES,
    *pages.ROUTES,
    *machines.ROUTES,
    *tracking.ROUTES,
    *subscriptions_pages.ROUTES,
    *morning_pages.ROUTES,
    *decisions_pages.ROUTES,
    *consultations_pages.ROUTES,
    *consultations_desk.ROUTES,
    *decisions_desk.ROUTES,
    *opinions_pages.ROUTES,
    *opinions_desk.ROUTES,
    *API,
    *api_docs.routes(API),
    *health.ROUTES,
    *metrics.ROUTES,
]
MOST_BODY = 30 * 1024 * 1024  # bytes; files are limited further where they are taken
FIGURES = (
    jobs.figures,
    journal_queries.figures,
    notifications_queries.figures,
    opinions_figures.figures,
    subscriptions_own.figures,
)


def litestar_app(changes: Changes, kept_pages: Callable[[], int] = int) -> Litestar:
    """Return the routed application, without the layers around it."""

    @asynccontextmanager
    async def lifespan(_: Litestar) -> AsyncIterator[None]:
        async with connected(), changes.listening(), metrics.looked_at(kept_pages):
            yield

    return Litestar(
        route_handlers=ROUTES,
        middleware=[DeskAuthentication],
        exception_handlers={**EXCEPTION_HANDLERS, **organisation_desk.EXCEPTION_HANDLERS},
        lifespan=[lifespan],
        state=State({"site": SITE, "figures": FIGURES}),
        request_max_body_size=MOST_BODY,
        openapi_config=None,  # `api_docs` describes the API's routes alone
    )


def create_app() -> ASGIApp:
    """Return what the server runs: Litestar inside; around it views, memory, checks, headers."""
    log.configure()
    changes = Changes()
    inner = ViewMiddleware(litestar_app(changes, lambda: len(kept.kept)))
    kept = PublicAnswers(inner, changes, is_on=get_settings().is_cache_on)
    return Observation(HeadersMiddleware(CrossSiteMiddleware(kept)))


def served_app() -> ASGIApp:
    """Return the app for a process that serves.

    Told to stop before it does, it ends: the handler it was forked with only tells its parent. What
    is there at the start stays: to look through it for garbage would stop everybody for a tenth of
    a second, ever again.
    """
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
    app = create_app()
    gc.collect()
    gc.freeze()
    return app
