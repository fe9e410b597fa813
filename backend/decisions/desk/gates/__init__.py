"""The procedure at the desk: steps, gates, and the records behind them."""

from backend.decisions.desk.gates import (
    decided,
    experts,
    hearing,
    legality,
    participation,
    procedure,
    reviews,
    submission,
    suspension,
)

ROUTES = [
    *procedure.ROUTES,
    *participation.ROUTES,
    *hearing.ROUTES,
    *experts.ROUTES,
    *reviews.ROUTES,
    *legality.ROUTES,
    *submission.ROUTES,
    *decided.ROUTES,
    *suspension.ROUTES,
]
