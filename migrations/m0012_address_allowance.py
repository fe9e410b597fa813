"""How much of its allowance an address has spent: a hash of the day, and a moment.

Written by hand because the table is UNLOGGED: counting waits for no disk, nothing of it is in the
write-ahead log, in a base backup or on a standby, and after a crash every allowance is whole.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from backend.kernel.database import open_connection

ID = "2026-11-21T22:12:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "allowances of addresses"

FORWARDS = """
CREATE UNLOGGED TABLE address_allowance (
    purpose varchar(40) NOT NULL,
    key_hash varchar(64) NOT NULL,
    whole_at timestamp with time zone NOT NULL,
    PRIMARY KEY (purpose, key_hash),
    CONSTRAINT address_allowance_key_shaped CHECK (key_hash ~ '^[0-9a-f]{64}$')
) WITH (fillfactor = 50);
"""
BACKWARDS = "DROP TABLE address_allowance;"


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
