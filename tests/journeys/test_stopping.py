"""A web process that has not begun to serve is told to stop."""

import signal
import subprocess
import sys

# As Granian forks one: with a handler of its parent, to which it would not listen itself.
STARTING = """
import os, signal
signal.signal(signal.SIGTERM, lambda *_: print("deaf"))
from backend import app
app.served_app()
os.kill(os.getpid(), signal.SIGTERM)
"""


def test_a_web_process_that_is_still_starting_ends_when_told():
    ended = subprocess.run(
        [sys.executable, "-c", STARTING], check=False, capture_output=True, timeout=60
    )
    assert ended.stdout == b""
    assert ended.returncode == -signal.SIGTERM
