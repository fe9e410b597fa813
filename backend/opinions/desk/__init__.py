"""The ledger at the desk."""

from backend.opinions.desk import appeals, moderation

ROUTES = [*moderation.ROUTES, *appeals.ROUTES]
