"""For whatever watches over the product: is the process alive, and can it serve people."""

from litestar import Response, get
from litestar.status_codes import HTTP_200_OK, HTTP_503_SERVICE_UNAVAILABLE

from backend.kernel.health import State, check_database
from backend.web.guards import PUBLIC

UNKEPT = {"Cache-Control": "no-store"}


@get("/healthz", opt=PUBLIC, include_in_schema=False)
async def healthz() -> Response[str]:
    """Say that this process answers; a supervisor restarts it otherwise."""
    return Response("ok\n", media_type="text/plain", headers=UNKEPT)


@get("/readyz", opt=PUBLIC, include_in_schema=False)
async def readyz() -> Response[str]:
    """Say whether the database answers and has this release's schema; 503 keeps people away."""
    found = await check_database()
    is_ready = all(finding.state is not State.FAILED for finding in found)
    lines = [f"{finding.check}: {finding.state}\n" for finding in found]
    status = HTTP_200_OK if is_ready else HTTP_503_SERVICE_UNAVAILABLE
    return Response("".join(lines), status_code=status, media_type="text/plain", headers=UNKEPT)


ROUTES = [healthz, readyz]
