"""A mail server that takes everything and keeps nothing, and says how far it is.

Run as a process of its own: `python -m tests.load.mail_sink`. It prints its port, and after every
five hundred letters how many there were and at what time, as JSON.
"""

import asyncio
import json
import time

EVERY = 500  # letters
END = b"\r\n.\r\n"
ANSWERS = {b"DATA": b"354 go on\r\n", b"QUIT": b"221 bye\r\n"}


class Taking(asyncio.Protocol):
    """One client's conversation; no more of SMTP than a well-behaved client needs."""

    letters = 0  # of all clients

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Greet."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.came = b""
        self.is_letter = False
        transport.write(b"220 sink\r\n")

    def data_received(self, data: bytes) -> None:
        """Answer what is whole: a line, or a letter."""
        self.came += data
        if self.is_letter:
            if self.came.endswith(END):
                self._take()
        elif self.came.endswith(b"\r\n"):
            command = self.came[:4].upper()
            self.is_letter = command == b"DATA"
            self.came = b""
            self.transport.write(ANSWERS.get(command, b"250 ok\r\n"))

    def _take(self) -> None:
        self.came, self.is_letter = b"", False
        self.transport.write(b"250 taken\r\n")
        Taking.letters += 1
        if Taking.letters % EVERY == 0:
            said = {"letters": Taking.letters, "at": time.monotonic()}
            print(json.dumps(said), flush=True)  # noqa: T201 - for the process that measures


async def main() -> None:
    """Listen until ended."""
    server = await asyncio.get_running_loop().create_server(Taking, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)  # noqa: T201
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
