"""Who asks: a key for the network address, and how to write back."""

from typing import Any

from litestar import Request

from backend.kernel.clock import today
from backend.kernel.limits.operations import address_key
from backend.portal.subscriptions.schemas import Asker
from backend.web.address import client_address
from backend.web.answers import origin_of
from backend.web.view import view_of


def asker_of(request: Request[Any, Any, Any], *, is_machine: bool = False) -> Asker:
    """Return how a request arrives."""
    return Asker(
        address_key=address_key(client_address(request), today()),
        language=view_of(request.scope).language,
        origin=origin_of(request),
        is_machine=is_machine,
    )
