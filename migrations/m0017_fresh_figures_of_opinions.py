"""Fresh figures for the planner about opinions: one more consultation is a small part of a table.

By default PostgreSQL looks again when a tenth has changed. Ten thousand opinions on a new subject
are less than that of a hundred thousand old ones, and a statement planned for one row of it joins
them each with each.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from backend.kernel.database import open_connection

ID = "2026-11-22T05:30:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "tables of opinions are analysed after a hundredth has changed"

TABLES = (
    "opinion",
    "opinion_reference",
    "opinion_point_member",
    "opinion_disposition",
    "opinion_answer",
)


async def apply() -> None:
    """Run the statements inside the migration's own transaction."""
    for table in TABLES:
        await open_connection().execute(
            f"ALTER TABLE {table} SET (autovacuum_analyze_scale_factor = 0.01)"
        )


async def take_back() -> None:
    """Undo `apply`."""
    for table in TABLES:
        await open_connection().execute(
            f"ALTER TABLE {table} RESET (autovacuum_analyze_scale_factor)"
        )


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="huiyin", description=DESCRIPTION)
    manager.add_raw(apply)
    manager.add_raw_backwards(take_back)
    return manager
