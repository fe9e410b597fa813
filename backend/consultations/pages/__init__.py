"""What citizens see of consultations, and how they say something."""

from backend.consultations.pages import index, opinions, result, show, texts, writing

ROUTES = [
    *index.ROUTES,
    *show.ROUTES,
    *texts.ROUTES,
    *opinions.ROUTES,
    *result.ROUTES,
    *writing.ROUTES,
]
