"""What citizens see of consultations, and how they say something."""

from backend.consultations.pages import (
    downloads,
    index,
    opinions,
    printed,
    result,
    show,
    texts,
    writing,
)

ROUTES = [
    *downloads.ROUTES,
    *index.ROUTES,
    *show.ROUTES,
    *texts.ROUTES,
    *opinions.ROUTES,
    *result.ROUTES,
    *printed.ROUTES,
    *writing.ROUTES,
]
