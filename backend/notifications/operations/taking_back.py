"""Taking a message back: what it says is no longer so, and nobody has read it yet."""

from backend.kernel.database import open_connection, rows

# One that was tried may have arrived although we never heard so; what was refused has not.
TAKE_BACK = """
DELETE FROM outbound_message WHERE dedupe_key = {}
  AND (state IN ('kept', 'failed', 'suppressed') OR state = 'queued' AND attempts = 0)
RETURNING id
"""
IS_THERE = "SELECT EXISTS (SELECT FROM outbound_message WHERE dedupe_key = {}) AS is_there"


async def take_back(dedupe_key: str) -> bool:
    """Take a message back in the caller's transaction; return whether somebody may have read it.

    False where it was taken back in time, and where there never was one. A worker that has claimed
    it has it: then it counts as read.
    """
    open_connection()
    if await rows(TAKE_BACK, dedupe_key):
        return False
    return bool((await rows(IS_THERE, dedupe_key))[0]["is_there"])
