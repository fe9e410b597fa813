import pytest
from litestar.connection import ASGIConnection

from backend.kernel.settings import get_settings
from backend.web.address import as_counted, client_address


@pytest.fixture
def hops(monkeypatch):
    def trust(number):
        monkeypatch.setenv("HUIYIN_TRUSTED_PROXY_HOPS", str(number))
        get_settings.cache_clear()

    yield trust
    monkeypatch.undo()
    get_settings.cache_clear()


def asked(*forwarded, direct="10.0.0.1"):
    headers = [(b"x-forwarded-for", line.encode()) for line in forwarded]
    return client_address(
        ASGIConnection({"type": "http", "client": (direct, 1), "headers": headers})
    )


def test_without_a_proxy_nobody_can_claim_another_address(hops):
    hops(0)
    assert asked("192.0.2.1") == "10.0.0.1"


@pytest.mark.parametrize(
    ("number", "forwarded", "found"),
    [
        (1, ("192.0.2.1",), "192.0.2.1"),
        (1, ("6.6.6.6, 192.0.2.1",), "192.0.2.1"),
        (2, ("6.6.6.6, 192.0.2.1, 10.0.0.9",), "192.0.2.1"),
        (2, ("6.6.6.6", "192.0.2.1", "10.0.0.9"), "192.0.2.1"),
        (2, ("192.0.2.1",), "10.0.0.1"),
        (1, (), "10.0.0.1"),
        (1, ("garbage",), "unknown"),
    ],
)
def test_only_what_our_own_proxies_appended_is_believed(hops, number, forwarded, found):
    hops(number)
    assert asked(*forwarded) == found


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("192.0.2.1", "192.0.2.1"),
        ("", "unknown"),
    ],
)
def test_a_home_with_a_whole_network_counts_once(address, counted):
    assert as_counted(address) == counted
