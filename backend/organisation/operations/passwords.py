"""Hashing passwords: argon2id, in threads, a few at a time: sign-ins cannot starve the pages."""

import asyncio
import secrets
from collections.abc import Callable
from functools import cache
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from backend.kernel.errors import Unavailable
from backend.kernel.ids import ALPHABET, grouped
from backend.organisation.rules.passwords import normalised

AT_ONCE = 2
LONGEST_QUEUE = 40  # people; more are asked to come back
ONE_TIME_LENGTH = 16  # characters: 77 bits
HASHER = PasswordHasher(time_cost=3, memory_cost=32 * 1024, parallelism=1)

Result = TypeVar("Result")
_turns = asyncio.Semaphore(AT_ONCE)
_waiting = 0


async def hash_password(password: str) -> str:
    """Return what is stored in place of a password; raise Unavailable when too many wait."""
    return await _in_turn(lambda: HASHER.hash(normalised(password)))


async def is_right(password: str, password_hash: str | None) -> bool:
    """Whether the password fits; without a hash it takes as long and never fits."""
    return await _in_turn(lambda: _fits(password_hash, password))


def needs_new_hash(password_hash: str) -> bool:
    """Whether the hash was made when hashing was cheaper."""
    return HASHER.check_needs_rehash(password_hash)


def one_time_password() -> str:
    """Return a password to be read out once and changed at the first sign-in."""
    return grouped("".join(secrets.choice(ALPHABET) for _ in range(ONE_TIME_LENGTH)))


def _fits(password_hash: str | None, password: str) -> bool:
    try:
        HASHER.verify(password_hash or _nobodys_hash(), normalised(password))
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


@cache
def _nobodys_hash() -> str:
    return HASHER.hash(secrets.token_hex(16))


async def _in_turn(work: Callable[[], Result]) -> Result:
    global _waiting  # noqa: PLW0603 - one queue a process, like the threads behind it
    if _waiting >= LONGEST_QUEUE:
        raise Unavailable
    _waiting += 1
    try:
        async with _turns:
            return await asyncio.to_thread(work)
    finally:
        _waiting -= 1
