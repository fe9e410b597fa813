"""The feed reads the newest entries of a few kinds of acts: by index, however long the journal grows."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from backend.kernel.database import open_connection

ID = "2026-11-21T18:08:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "public acts by kind, newest first"

FORWARDS = """
CREATE INDEX journal_entry_public_acts ON journal_entry (action, id) WHERE is_public;
"""
BACKWARDS = "DROP INDEX journal_entry_public_acts;"


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
