"""Where a request comes from, as far as our own proxies can be believed."""

from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from litestar.connection import ASGIConnection

from backend.kernel.settings import get_settings

UNKNOWN = "unknown"


def client_address(connection: ASGIConnection[Any, Any, Any, Any]) -> str:
    """Return the nearest address that is not a proxy of ours.

    Each proxy appends the address it was called from to X-Forwarded-For, so with n of them the
    n-th from the right is true, and whatever stands left of it is the client's own claim.
    """
    direct = connection.client.host if connection.client else UNKNOWN
    hops = get_settings().trusted_proxy_hops
    if not hops:
        return as_counted(direct)
    claimed = [
        part.strip()
        for line in connection.headers.getall("x-forwarded-for", [])
        for part in line.split(",")
    ]
    return as_counted(claimed[-hops] if len(claimed) >= hops else direct)


def as_counted(address: str) -> str:
    """Return the address as one visitor's: of IPv6 the /64, since every home has a whole one."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return UNKNOWN
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ip_network((parsed, 64), strict=False))
    return str(parsed)
