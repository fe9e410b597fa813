"""The ledger at the desk."""

from backend.opinions.desk import (
    answers,
    appeals,
    entry,
    files,
    imports,
    moderation,
    points,
    reports,
    suggestions,
    workbench,
)

ROUTES = [
    *moderation.ROUTES,
    *appeals.ROUTES,
    *entry.ROUTES,
    *files.ROUTES,
    *imports.ROUTES,
    *workbench.ROUTES,
    *answers.ROUTES,
    *points.ROUTES,
    *suggestions.ROUTES,
    *reports.ROUTES,
]
