"""Asks one page over and over on kept connections, as fast as one core can, and counts the answers.

A loop over epoll without a framework: what it costs is the same whichever server answers.
Run as a process of its own: `python -m tests.load.client 127.0.0.1 8000 /decisions 16 3.0`.
"""

import json
import re
import select
import socket
import sys
import time

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
READ = 262_144  # bytes at once
QUIET_FOR = 5.0  # seconds without any answer: something is broken


class Caller:
    """One kept connection: asks again as soon as an answer is whole."""

    def __init__(self, host: str, port: int, question: bytes) -> None:
        self.question = question
        self.socket = socket.create_connection((host, port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.setblocking(False)
        self.missing = 0  # bytes of the running answer; 0: its head has not come yet
        self.head = b""
        self.answered = 0

    def ask(self) -> None:
        """Send the question."""
        self.socket.send(self.question)

    def read(self) -> None:
        """Take what has come; ask again once the answer is whole; raise on anything but 200."""
        came = self.socket.recv(READ)
        if not came:
            raise ConnectionError("the server hung up")
        if self.missing:
            self.missing -= len(came)
        else:
            self._read_head(came)
        if self.missing == 0 and not self.head:
            self.answered += 1
            self.ask()

    def _read_head(self, came: bytes) -> None:
        self.head += came
        end = self.head.find(b"\r\n\r\n")
        if end < 0:
            return
        if not self.head.startswith(b"HTTP/1.1 200"):
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
    host, port, path, connections, seconds = arguments
    question = question_for(host, path)
    callers = [Caller(host, int(port), question) for _ in range(int(connections))]
    busy = time.process_time()
    took = ask_for(callers, float(seconds))
    answers = sum(caller.answered for caller in callers)
    busy = (time.process_time() - busy) / took
    print(json.dumps({"rate": answers / took, "answers": answers, "own_share": busy}))  # noqa: T201
    for caller in callers:
        caller.socket.close()


if __name__ == "__main__":
    main(sys.argv[1:])
