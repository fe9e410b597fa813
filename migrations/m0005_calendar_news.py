"""News of calendar changes: public pages show deadlines that are counted by it."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from backend.kernel.database import open_connection

ID = "2026-11-21T18:05:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "news of calendar changes"

TABLES = ("calendar_day", "calendar_notice")


async def apply() -> None:
    """Let every change of the calendar wake the web processes."""
    for table in TABLES:
        await open_connection().execute(
            f"CREATE TRIGGER {table}_news AFTER INSERT OR UPDATE OR DELETE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION tell_change()"
        )


async def take_back() -> None:
    """Undo `apply`."""
    for table in TABLES:
        await open_connection().execute(f"DROP TRIGGER {table}_news ON {table}")


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="huiyin", description=DESCRIPTION)
    manager.add_raw(apply)
    manager.add_raw_backwards(take_back)
    return manager
