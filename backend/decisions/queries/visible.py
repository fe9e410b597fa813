"""What anyone may see: the one place that says so. Every public read starts from these two names.

`open_catalogue` is a published year; `visible` is a decision in it that is public and has a
published version. A contract test plants hidden matters and looks for them everywhere.
"""

from typing import Any

from backend.kernel.database import rows

VISIBLE = """
WITH open_catalogue AS NOT MATERIALIZED (
    SELECT * FROM catalogue WHERE state = 'published'
), visible AS NOT MATERIALIZED (
    SELECT d.*, c.year FROM decision d JOIN open_catalogue c ON c.id = d.catalogue
    WHERE d.is_public AND d.current_version IS NOT NULL
)
"""


async def visible_rows(sql: str, *values: object) -> list[dict[str, Any]]:
    """Return the rows of a SELECT over `visible` and `open_catalogue`, with `{}` blanks."""
    return await rows(VISIBLE + sql, *values)
