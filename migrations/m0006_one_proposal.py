"""What only an index with a condition can hold: a matter has at most one adjustment waiting."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from backend.kernel.database import open_connection

ID = "2026-11-21T18:06:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "one waiting adjustment a matter"

FORWARDS = """
CREATE UNIQUE INDEX adjustment_waiting_once ON adjustment (decision) WHERE state = 'proposed';
"""
BACKWARDS = "DROP INDEX adjustment_waiting_once;"


async def apply() -> None:
    """Run the statement inside the migration's own transaction."""
    await open_connection().execute(FORWARDS)


async def take_back() -> None:
    """Undo `apply`."""
    await open_connection().execute(BACKWARDS)


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="huiyin", description=DESCRIPTION)
    manager.add_raw(apply)
    manager.add_raw_backwards(take_back)
    return manager
