"""Asks over and over on kept connections, as fast as one core can, and times the answers.

A loop over epoll without a framework: what it costs is the same whichever server answers.
Run as a process of its own: `python -m tests.load.client 127.0.0.1 8000 /decisions 16 3.0`, with
a file of questions to send (see `tests/load/filled_in.py`) after it for a form.
"""

import itertools
import json
import re
import select
import socket
import sys
import time
from collections.abc import Iterator

from tests.load.filled_in import forms

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
READ = 262_144  # bytes at once
QUIET_FOR = 5.0  # seconds without any answer: something is broken


class Caller:
    """One kept connection: asks again as soon as an answer is whole."""

    def __init__(self, host: str, port: int, questions: Iterator[bytes], wanted: bytes) -> None:
        self.questions = questions
        self.wanted = wanted  # how a right answer begins
        self.socket = socket.create_connection((host, port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.setblocking(False)
        self.missing = 0  # bytes of the running answer; 0: its head has not come yet
        self.head = b""
        self.asked_at = 0.0
        self.took: list[float] = []  # seconds, of each answer

    def ask(self) -> None:
        """Send the next question."""
        question = next(self.questions)
        self.asked_at = time.perf_counter()
        self.socket.sendall(question)

    def read(self) -> None:
        """Take what has come; ask again once the answer is whole; raise on a wrong one."""
        came = self.socket.recv(READ)
        if not came:
            raise ConnectionError("the server hung up")
        if self.missing:
            self.missing -= len(came)
        else:
            self._read_head(came)
        if self.missing == 0 and not self.head:
            self.took.append(time.perf_counter() - self.asked_at)
            self.ask()

    def _read_head(self, came: bytes) -> None:
        self.head += came
        end = self.head.find(b"\r\n\r\n")
        if end < 0:
            return
        if not self.head.startswith(self.wanted):
            raise ConnectionError(self.head[:200].decode("latin-1"))
        found = LENGTH.search(self.head, 0, end + 2)
        if found is None:
            raise ConnectionError("an answer without its length")
        self.missing = int(found[1]) - (len(self.head) - end - 4)
        self.head = b""


def question_for(host: str, path: str) -> bytes:
    """Return the request a browser on a phone would send, in short."""
    return (
        f"GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept: text/html\r\n"
        "Accept-Encoding: gzip, br\r\n\r\n"
    ).encode()


def ask_for(callers: list[Caller], seconds: float) -> float:
    """Ask for so long on all connections; return the seconds it really took."""
    waiting = select.epoll()
    by_number = {caller.socket.fileno(): caller for caller in callers}
    for number, caller in by_number.items():
        waiting.register(number, select.EPOLLIN)
        caller.ask()
    began = time.perf_counter()
    until = began + seconds
    while (now := time.perf_counter()) < until:
        ready = waiting.poll(QUIET_FOR)
        if not ready:
            raise TimeoutError("no answer any more")
        for number, _ in ready:
            by_number[number].read()
    waiting.close()
    return now - began


def main(arguments: list[str]) -> None:
    """Ask, and print what came of it as JSON."""
    host, port, path, connections, seconds, *filled_in = arguments
    if filled_in:
        questions, wanted = forms(filled_in[0], host, path), b"HTTP/1.1 303"
    else:
        questions, wanted = itertools.repeat(question_for(host, path)), b"HTTP/1.1 200"
    callers = [Caller(host, int(port), questions, wanted) for _ in range(int(connections))]
    busy = time.process_time()
    seconds_taken = ask_for(callers, float(seconds))
    took = sorted(itertools.chain.from_iterable(caller.took for caller in callers))
    found = {
        "rate": len(took) / seconds_taken,
        "answers": len(took),
        "own_share": (time.process_time() - busy) / seconds_taken,
        "median": took[len(took) // 2],
        "slowest_but_one_percent": took[len(took) * 99 // 100],
    }
    print(json.dumps(found))  # noqa: T201 - for the process that measures


if __name__ == "__main__":
    main(sys.argv[1:])
