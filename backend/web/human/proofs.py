"""Proof of work: a number whose hash, with the stamp and the key, begins with enough zero bits.

Found by `static/proof.js`, the only other place that knows the recipe. It is bound to the form's
idempotency key, which a room takes once: so one piece of work sends one form, and nobody has to
work again for changing a word.
"""

import hashlib
import re

SHAPE = re.compile(r"\d{1,15}", re.ASCII)
DIGEST_BITS = 256


def is_worked(stamp: str, key: str, proof: str, *, bits: int) -> bool:
    """Whether the proof was worked for this stamp and key; zero bits ask for nothing."""
    if not bits:
        return True
    if not key or not SHAPE.fullmatch(proof):
        return False
    found = hashlib.sha256(f"{stamp}:{key}:{proof}".encode()).digest()
    return int.from_bytes(found) >> (DIGEST_BITS - bits) == 0
