"""The desk's mailbox, the office's alone: what was sent, who is left alone, and a test mail."""

from backend.portal.mailbox import bounces, messages, suppressed, trial

ROUTES = [*messages.ROUTES, *suppressed.ROUTES, *bounces.ROUTES, *trial.ROUTES]
