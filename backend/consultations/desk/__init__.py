"""Staff's pages of consultations: they read forms, call operations, show what queries say."""

from litestar.types import ControllerRouterHandler

from backend.consultations.desk import (
    changes,
    clauses,
    consultations,
    draft_preview,
    files,
    parts,
    preview,
    publication,
    texts,
    versions,
)

ROUTES: list[ControllerRouterHandler] = [
    *consultations.ROUTES,
    *parts.ROUTES,
    *files.ROUTES,
    *texts.ROUTES,
    *clauses.ROUTES,
    *changes.ROUTES,
    *versions.ROUTES,
    *publication.ROUTES,
    *draft_preview.ROUTES,
    *preview.ROUTES,
]
