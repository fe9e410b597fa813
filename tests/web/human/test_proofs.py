import hashlib
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.web.human.proofs import is_worked

STAMP, KEY, BITS = "1763631000-8-" + "a" * 32, "0123456789abcdef", 8


def work(stamp: str, key: str, bits: int = BITS) -> str:
    """Find a proof as the browser does."""
    return next(str(n) for n in count() if is_worked(stamp, key, str(n), bits=bits))


PROOF = work(STAMP, KEY)


def test_the_recipe_is_the_one_the_browser_knows():
    digest = hashlib.sha256(f"{STAMP}:{KEY}:{PROOF}".encode()).digest()
    assert digest[0] == 0
    assert is_worked(STAMP, KEY, PROOF, bits=BITS)


def test_a_proof_serves_one_key_and_one_stamp():
    """By chance one in 256 serves another too; of ten none would be a wonder, five a fault."""
    others = [f"{KEY}{n}" for n in range(10)]
    assert sum(is_worked(STAMP, other, PROOF, bits=BITS) for other in others) < 5
    assert sum(is_worked(STAMP[:-2] + f"{n:02}", KEY, PROOF, bits=BITS) for n in range(10)) < 5


def test_more_bits_ask_for_more_work():
    tried = [int(work(STAMP, KEY, bits)) for bits in range(1, 13)]
    assert tried == sorted(tried)
    assert tried[-1] > tried[0]


@pytest.mark.parametrize("proof", ["", "-1", "x", "１", "1 ", "9" * 16, "0x1"])
def test_what_is_no_number_is_no_proof(proof):
    assert not is_worked(STAMP, KEY, proof, bits=1)


@given(st.integers(0, 10**14))
def test_without_a_key_nothing_is_proven(number):
    assert not is_worked(STAMP, "", str(number), bits=1)


def test_where_no_work_is_asked_none_is_missed():
    assert is_worked(STAMP, "", "", bits=0)
