"""The ledger at the desk."""

from backend.opinions.desk import (
    answers,
    appeals,
    moderation,
    points,
    reports,
    suggestions,
    workbench,
)

ROUTES = [
    *moderation.ROUTES,
    *appeals.ROUTES,
    *workbench.ROUTES,
    *answers.ROUTES,
    *points.ROUTES,
    *suggestions.ROUTES,
    *reports.ROUTES,
]
