"""PostgreSQL's own programs on the product's database: a shell, a backup, a restore."""

import subprocess

from backend.cli.stopping import Stopped
from backend.kernel.embedded.programs import package
from backend.kernel.settings import get_settings


def run_program(name: str, arguments: tuple[str, ...]) -> int:
    """Run the wheel's program with the database's address, as whoever asked; return its code."""
    program = package() / "pginstall18" / "bin" / name
    if "/" in name or not program.exists():
        raise Stopped(f"{name} is none of PostgreSQL's programs: try psql, pg_dump or pg_restore.")
    command = [str(program), "--dbname", get_settings().database_url, *arguments]
    return subprocess.run(command, check=False).returncode  # noqa: S603 - what was asked for
