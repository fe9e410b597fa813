"""The web server's processes."""

import errno
import os
import shutil
import socket
import tempfile
from typing import Any

from backend.cli.stopping import Stopped
from backend.kernel.settings import get_settings

METRICS_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
PATIENCE = 15  # seconds a request may still take when the server stops
LOGGING: dict[str, Any] = {
    "handlers": {
        name: {"class": "backend.kernel.log.JsonHandler"} for name in ("console", "access")
    }
}


def check_port(host: str, port: int) -> None:
    """Raise Stopped when the address cannot be listened on."""
    try:
        place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(place[0], place[1]) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place[4])
    except socket.gaierror as error:
        raise Stopped(f"HUIYIN_HOST={host} is no address of this machine.") from error
    except OSError as error:
        raise Stopped(_why_not(error, host, port)) from error


def _why_not(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        another = f"HUIYIN_PORT={port + 1 if port < 65535 else port - 1}"  # noqa: PLR2004 - last port
        return f"Port {port} of {host} is taken: stop what uses it, or choose another, {another}."
    if error.errno == errno.EACCES:
        return f"Port {port} needs privileges: choose one above 1023 with HUIYIN_PORT."
    return f"{host}:{port} cannot be listened on ({error.strerror}): see HUIYIN_HOST."


def serve() -> None:
    """Serve until SIGTERM or SIGINT; raise Stopped when the server ends by itself."""
    settings = get_settings()
    check_port(settings.host, settings.port)
    folder = tempfile.mkdtemp(prefix="huiyin-metrics-")
    os.environ[METRICS_FOLDER] = folder
    server = _server()
    try:
        server.serve()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if not server.interrupt_signal:
        raise Stopped("The web server ended by itself; its log says why.")


def _server() -> Any:
    """Return the server, the app loaded: its processes are forked from here and share it."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    import backend.app  # noqa: F401

    settings = get_settings()
    return Granian(
        "backend.app:served_app",
        factory=True,
        interface=Interfaces.ASGI,
        address=settings.host,
        port=settings.port,
        workers=settings.web_workers,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=PATIENCE,
        log_level=LogLevels.warning,
        log_dictconfig=LOGGING,
    )
