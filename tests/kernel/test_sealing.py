from concurrent.futures import ThreadPoolExecutor

import pytest

from backend.kernel.errors import Unavailable
from backend.kernel.sealing import keyed_hash, read_or_make_key, seal, unseal


def test_what_is_sealed_for_one_purpose_opens_for_no_other():
    sealed = seal("秘密", purpose="totp")
    assert unseal(sealed, purpose="totp") == "秘密"
    with pytest.raises(Unavailable):
        unseal(sealed, purpose="other")


def test_the_same_text_is_never_sealed_alike():
    assert seal("秘密", purpose="totp") != seal("秘密", purpose="totp")


@pytest.mark.parametrize("broken", ["", "%%%", "AAAA", "A" * 80, "密"])
def test_what_was_tampered_with_does_not_open(broken):
    with pytest.raises(Unavailable):
        unseal(broken, purpose="totp")


def test_a_keyed_hash_differs_by_purpose_and_text():
    assert keyed_hash("a", purpose="x") == keyed_hash("a", purpose="x")
    assert (
        len(
            {
                keyed_hash("a", purpose="x"),
                keyed_hash("a", purpose="y"),
                keyed_hash("b", purpose="x"),
            }
        )
        == 3
    )


def test_many_processes_starting_at_once_agree_on_one_key(tmp_path):
    path = tmp_path / "new" / "secret.key"
    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(lambda _: read_or_make_key(path), range(64)))
    assert len(keys) == 1
    assert len(keys.pop()) == 64
    assert path.stat().st_mode & 0o777 == 0o600
    assert [kept.name for kept in path.parent.iterdir()] == ["secret.key"]
