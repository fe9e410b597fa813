"""The log: one JSON object a line on standard output, with the request's id and nobody's words.

What people wrote reaches a log most easily inside an exception: PostgreSQL quotes the offending
row, Pydantic the offending value. So errors are told by their kind and their place, and what is
left of a message has its long numbers and mail addresses blotted out.
"""

import contextlib
import logging
import re
import sys
import traceback
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any, cast

import asyncpg
import msgspec
import structlog
from pydantic import ValidationError
from structlog.typing import EventDict, Processor, WrappedLogger

from backend.kernel.settings import get_settings

REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")
QUIET = ("httpx", "httpcore", "asyncio", "piccolo", "PIL", "fontTools")  # chatty below WARNING
LONG_NUMBER = re.compile(r"[0-9０-９](?:[ -]?[0-9０-９Xx]){6,}")
MAIL_ADDRESS = re.compile(r"[^\s@<>'\"]+@[^\s@<>'\"]+")
LONGEST_MESSAGE = 300  # characters
MOST_FRAMES = 30

_encode = msgspec.json.Encoder(enc_hook=str).encode


def configure() -> None:
    """Send every log of this process, ours and the libraries', through one formatter."""
    level = logging.getLevelNamesMapping()[get_settings().log_level]
    structlog.configure(
        processors=[structlog.processors.add_log_level, *COMMON, _to_bytes],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=_Output,
        cache_logger_on_first_use=True,
    )
    handler = JsonHandler()
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))


class _Output:
    """Writes lines at once; a reader that went away must not break what was being done."""

    def __init__(self, *_: object) -> None:
        pass  # structlog passes the logger's name

    def msg(self, line: bytes) -> None:
        with contextlib.suppress(OSError, ValueError):
            sys.stdout.buffer.write(line + b"\n")
            sys.stdout.buffer.flush()

    debug = info = warning = error = critical = msg


class JsonHandler(logging.Handler):
    """Writes the libraries' records in the shape of ours."""

    def __init__(self) -> None:
        super().__init__()
        self.output = _Output()

    def emit(self, record: logging.LogRecord) -> None:
        """Write the record as one line of JSON."""
        event: EventDict = {
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": blotted(record.getMessage()),
        }
        if isinstance(record.exc_info, tuple) and record.exc_info[1]:
            event["exc_info"] = record.exc_info[1]
        for name in ("route", "job", "job_id"):  # what our own `extra=` may carry
            if hasattr(record, name):
                event[name] = getattr(record, name)
        for processor in COMMON:
            event = cast("EventDict", processor(None, "", event))
        self.output.msg(_encode(event))


def blotted(message: str) -> str:
    """Return the message without long numbers and mail addresses, and not too long."""
    without_mail = MAIL_ADDRESS.sub("[mail]", message)
    return LONG_NUMBER.sub("[number]", without_mail)[:LONGEST_MESSAGE]


def told(error: BaseException) -> str:
    """Return what may be said of an error: its kind, and what of its message is ours to tell."""
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    if isinstance(error, asyncpg.PostgresError):
        about = (error.sqlstate, error.table_name, error.constraint_name)
        return f"{kind}: {' '.join(str(part) for part in about if part)}"
    if isinstance(error, ValidationError):
        places = (f"{'.'.join(map(str, e['loc']))}={e['type']}" for e in error.errors())
        return f"{kind}: {error.title} {', '.join(places)}"
    return f"{kind}: {blotted(str(error))}"


def trace_of(error: BaseException) -> list[str]:
    """Return where it happened, causes first, innermost call last; no source line, no values."""
    lines: list[str] = []
    for link in reversed(list(_chain(error))):
        frames = traceback.extract_tb(link.__traceback__)[-MOST_FRAMES:]
        lines += [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        lines.append(told(link))
        if isinstance(link, BaseExceptionGroup):
            for part in link.exceptions:
                lines += trace_of(part)
    return lines


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _add_request_id(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    if request_id := REQUEST_ID.get():
        event.setdefault("request_id", request_id)
    return event


def _add_trace(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    error: Any = event.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()[1]
    if isinstance(error, BaseException):
        event["error"] = told(error)
        event["trace"] = trace_of(error)
    return event


COMMON: list[Processor] = [
    _add_request_id,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    _add_trace,
]


def _to_bytes(_: WrappedLogger, __: str, event: EventDict) -> bytes:
    return _encode(event)
