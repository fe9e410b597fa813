"""Secrets and codes: unguessable tokens, and receipt-style codes a person can read out."""

import hashlib
import secrets

# No 0/O, 1/I/L, U/V: what is dictated over the phone must come back the same.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ"
GROUP = 4
FAIR = 256 // len(ALPHABET) * len(ALPHABET)  # bytes past it would favour the first characters


def new_token() -> str:
    """Return 256 random bits for a cookie or a link."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """Return what is stored in place of a token, so that a copied table opens nothing."""
    return hashlib.sha256(token.encode()).hexdigest()


def check_character(body: str) -> str:
    """Return the character that catches any one wrong character and any two swapped ones.

    Luhn's doubling cannot promise both for an alphabet of odd size; position weights modulo
    the prime 29 can, for codes shorter than 29 characters.
    """
    total = sum(place * ALPHABET.index(char) for place, char in enumerate(body, start=2))
    return ALPHABET[total % len(ALPHABET)]


def new_code(length: int = 11) -> str:
    """Return a code such as `7KQM-2ABX-9TRW`: random characters (4.86 bits each), then a check."""
    body = ""
    while len(body) < length:
        drawn = secrets.token_bytes(2 * length)  # one call for all: every opinion waits for it
        body += "".join(ALPHABET[byte % len(ALPHABET)] for byte in drawn if byte < FAIR)
    body = body[:length]
    return grouped(body + check_character(body))


def grouped(code: str) -> str:
    """Return the code in groups of four, as it is printed."""
    return "-".join(code[i : i + GROUP] for i in range(0, len(code), GROUP))


def read_code(typed: str) -> str | None:
    """Return the code a person typed, in printed form, or None if its check character is off."""
    bare = "".join(char for char in typed.upper() if char.isalnum())
    if len(bare) < GROUP or any(char not in ALPHABET for char in bare):
        return None
    return grouped(bare) if check_character(bare[:-1]) == bare[-1] else None
