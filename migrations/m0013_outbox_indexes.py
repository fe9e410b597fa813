"""The outbox by index: what is due, the desk's lists, and all that went to one address.

`outbound_message_due` alone is written to when a message is enqueued, beside the two keys: the
others are for what has come to rest, because submissions wait for every index they touch.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from backend.kernel.database import open_connection

ID = "2026-11-21T22:13:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "what is due in the outbox, what has come to rest"

FORWARDS = """
CREATE INDEX outbound_message_due ON outbound_message (due_at, id) WHERE state = 'queued';
CREATE INDEX outbound_message_at_rest ON outbound_message (state, id) WHERE state <> 'queued';
CREATE INDEX outbound_message_of_recipient ON outbound_message (recipient_key)
    WHERE state <> 'queued' AND recipient_key <> '';
"""
BACKWARDS = """
DROP INDEX outbound_message_due, outbound_message_at_rest, outbound_message_of_recipient;
"""


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
