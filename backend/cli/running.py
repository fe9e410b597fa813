"""`huiyin run`: the whole product in one terminal, from an empty directory to an open page."""

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import click

from backend.cli.database import database
from backend.cli.preparing import prepare
from backend.cli.serving import check_port
from backend.cli.stopping import Interrupts, Stopped
from backend.kernel.settings import get_settings

READY_WITHIN = 60.0  # seconds
STOP_WITHIN = 30.0  # seconds for requests and jobs to end
LOOK_EVERY = 0.1  # seconds
USUAL = {  # what suits one terminal; the environment may say otherwise
    "HUIYIN_LOG_LEVEL": "WARNING",
    "HUIYIN_IS_SECOND_FACTOR_REQUIRED": "false",
}
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "localhost", "": "localhost"}  # noqa: S104

Child = subprocess.Popen[bytes]


def run(*, with_demo: bool) -> None:
    """Start everything, say where it is, and stop everything when told to."""
    for name, value in USUAL.items():
        os.environ.setdefault(name, value)
    get_settings.cache_clear()
    check_port(get_settings().host, get_settings().port)
    with Interrupts().heard() as interrupts, database():
        with interrupts.breaking_off():
            accounts = prepare(with_demo=with_demo)
        with _children("web", "worker") as children:
            _await_ready(children, interrupts)
            if not interrupts.told.is_set():
                _tell(accounts)
            _watch(children, interrupts)
            click.echo("Stopping …")
    click.echo("Stopped.")


@contextmanager
def _children(*commands: str) -> Iterator[dict[str, Child]]:
    """Run our own commands beside us; they end with us, even if we are killed."""
    lifeline, ours = os.pipe()
    children: dict[str, Child] = {}
    try:
        for command in commands:
            children[command] = subprocess.Popen(  # noqa: S603 - our own command
                [sys.executable, "-m", "backend.cli", command, "--lifeline", str(lifeline)],
                pass_fds=[lifeline],
                start_new_session=True,  # Ctrl-C reaches us alone; we tell them
            )
        os.close(lifeline)
        yield children
    finally:
        _end(children)
        os.close(ours)


def _end(children: dict[str, Child]) -> None:
    for child in children.values():
        child.terminate()
    deadline = time.monotonic() + STOP_WITHIN
    for child in children.values():
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _await_ready(children: dict[str, Child], interrupts: Interrupts) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while not interrupts.told.wait(LOOK_EVERY) and not _answers():
        _check_alive(children)
        if time.monotonic() > deadline:
            raise Stopped(f"The web server did not answer within {READY_WITHIN:.0f} s.")


def _answers() -> bool:
    settings = get_settings()
    host = EVERYWHERE.get(settings.host, settings.host)
    connection = http.client.HTTPConnection(host, settings.port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _watch(children: dict[str, Child], interrupts: Interrupts) -> None:
    while not interrupts.told.wait(LOOK_EVERY * 5):
        _check_alive(children)


def _check_alive(children: dict[str, Child]) -> None:
    for name, child in children.items():
        if child.poll() is not None:
            raise Stopped(f"The {name} process ended by itself; what it logged stands above.")


def _tell(accounts: list[str]) -> None:
    settings = get_settings()
    host = EVERYWHERE.get(settings.host, settings.host)
    address = f"http://{f'[{host}]' if ':' in host else host}:{settings.port}"
    click.echo(f"\n  回音 Huiyin is running at {click.style(address, bold=True)}")
    if accounts:
        click.echo(f"\n  Staff sign in at {address}/desk/sign-in with these demo accounts:")
        for account in accounts:
            click.echo(f"    {account}")
    click.echo(f"\n  Data stays in {settings.data_dir}. Press Ctrl-C to stop.\n")
    sys.stdout.flush()
