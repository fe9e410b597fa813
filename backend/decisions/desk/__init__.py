"""Staff's pages of the catalogue: they read forms, call operations, show what queries say."""

from litestar.types import ControllerRouterHandler

from backend.decisions.desk import adjustments, catalogues, decisions, files, gates, imports, sheets

ROUTES: list[ControllerRouterHandler] = [
    *catalogues.ROUTES,
    *sheets.ROUTES,
    *decisions.ROUTES,
    *adjustments.ROUTES,
    *files.ROUTES,
    *gates.ROUTES,
    *imports.ROUTES,
]
