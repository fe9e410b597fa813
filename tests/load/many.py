"""Ten more years of two hundred decisions each, made inside the database from the demo's own."""

from collections.abc import Mapping

import asyncpg

FIRST_YEAR, YEARS, A_YEAR = 2010, 10, 200
PARTS = (
    "decision_basis",
    "decision_co_unit",
    "procedure_requirement",
    "plan_step",
    "decision_version",
)

TWINS = """
CREATE TEMP TABLE twin ON COMMIT DROP AS
SELECT format('LOAD-%s-%s', y, lpad(n::text, 3, '0')) AS code, y AS year, n AS seq,
       own.ids[1 + n % cardinality(own.ids)] AS old
FROM generate_series({first}, {last}) y, generate_series(1, {a_year}) n,
     (SELECT array_agg(id ORDER BY id) AS ids FROM decision
      WHERE is_public AND current_version IS NOT NULL) own
"""
LATEST = "WHERE t.year = (SELECT max(year) FROM catalogue WHERE state = 'published')"
TO_TWIN = "JOIN twin ON twin.old = t.decision JOIN decision d ON d.code = twin.code"


async def load_many(database_url: str) -> None:
    """Add the years; each decision has the parts and versions of one of the demo's, in turn."""
    connection = await asyncpg.connect(database_url)
    last = FIRST_YEAR + YEARS - 1
    try:
        async with connection.transaction():
            await connection.execute(TWINS.format(first=FIRST_YEAR, last=last, a_year=A_YEAR))
            years = f"CROSS JOIN generate_series({FIRST_YEAR}, {last}) y {LATEST}"
            await _copy(connection, "catalogue", years, {"year": "y"})
            await _copy(connection, "decision", "JOIN twin ON twin.old = t.id", OF_DECISION)
            for table in PARTS:
                await _copy(connection, table, TO_TWIN, {"decision": "d.id", "adjustment": "NULL"})
        await connection.execute("ANALYZE")
    finally:
        await connection.close()


OF_DECISION = {
    "code": "twin.code",
    "seq": "twin.seq",
    "title": "t.title || '（' || twin.code || '）'",
    "catalogue": "(SELECT id FROM catalogue WHERE year = twin.year)",
}


async def _copy(
    connection: asyncpg.Connection, table: str, source: str, replaced: Mapping[str, str]
) -> None:
    """Insert the rows of a table (`t`) that `source` multiplies, some columns replaced."""
    rows = await connection.fetch(
        "SELECT column_name AS name FROM information_schema.columns"
        " WHERE table_schema = 'public' AND table_name = $1 AND column_name <> 'id'",
        table,
    )
    names = [row["name"] for row in rows]
    values = [replaced.get(name, f"t.{name}") for name in names]
    await connection.execute(
        f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(values)}"
        f" FROM {table} t {source}"
    )
