"""Who may enter: every route is marked public, or names a guard (a contract test looks)."""

from typing import Any

PUBLIC: dict[str, Any] = {"is_public": True}
"""The mark of a route open to everyone: `@get("/decisions", opt=PUBLIC)`."""
