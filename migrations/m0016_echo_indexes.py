"""Subscriptions by what they are looked for: whose they are, and what is due."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from backend.kernel.database import open_connection

ID = "2026-11-22T02:16:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "one address hears of one thing once; what is due"

FORWARDS = """
CREATE UNIQUE INDEX subscription_once ON subscription (mail_key, scope, key)
    WHERE state <> 'ended';
CREATE INDEX subscription_due ON subscription (next_at, id) WHERE state = 'confirmed';
CREATE INDEX contact_code_expires ON contact_code (expires_at);
"""
BACKWARDS = "DROP INDEX subscription_once, subscription_due, contact_code_expires;"


async def apply() -> None:
    """Run the statements inside the migration's own transaction."""
    await open_connection().execute(FORWARDS)


async def take_back() -> None:
    """Undo `apply`."""
    await open_connection().execute(BACKWARDS)


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="huiyin", description=DESCRIPTION)
    manager.add_raw(apply)
    manager.add_raw_backwards(take_back)
    return manager
