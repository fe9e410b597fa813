"""Looking up what became of an opinion, by its receipt code; the code is all one needs."""

from backend.portal.tracking import acts, lookup

ROUTES = [*lookup.ROUTES, *acts.ROUTES]
