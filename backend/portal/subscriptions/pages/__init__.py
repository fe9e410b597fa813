"""The pages of subscriptions: asking, one's own, finding them again, and the feeds."""

from backend.portal.subscriptions.pages import feeds, find, new, own

ROUTES = [*new.ROUTES, *find.ROUTES, *feeds.ROUTES, *own.ROUTES]
