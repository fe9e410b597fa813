"""Makes what a test needs, as short as possible; each room adds its own."""

import itertools

import httpx
import pyotp

from backend.kernel.clock import now
from backend.kernel.sealing import seal
from backend.organisation.authentication import cookie_name
from backend.organisation.enums import Role, SessionStage, UnitKind
from backend.organisation.operations import sessions
from backend.organisation.schemas import StaffMember, UnitChoice
from backend.organisation.tables import Staff, StaffRole, Unit

PASSWORD = "qingze-landian-2026"
# argon2id of PASSWORD, at the least cost: only tests about passwords wait for one
PASSWORD_HASH = (
    "$argon2id$v=19$m=8,t=1,p=1$tAjvn79moDVXjc5dePY8YQ$fshhKzB20yV2IDCCgBVx2OMVMx3uDY+3U4p79cyBHfM"
)
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
_numbers = itertools.count(1)


async def unit(
    code: str = "office", name: str = "", *, kind: UnitKind = UnitKind.DEPARTMENT
) -> UnitChoice:
    """Return the unit of that code, made now if it is not there."""
    found = await Unit.select(Unit.id, Unit.code, Unit.name).where(Unit.code == code).first()
    if found is None:
        row = Unit(code=code, name=name or f"单位 {code}", kind=kind.value, position=next(_numbers))
        await Unit.insert(row)
        found = await Unit.select(Unit.id, Unit.code, Unit.name).where(Unit.code == code).first()
    return UnitChoice(**found)


async def staff(
    username: str = "",
    unit_code: str = "office",
    roles: tuple[Role, ...] = (),
    *,
    name: str = "",
    must_change_password: bool = False,
    has_second_factor: bool = True,
) -> StaffMember:
    """Return a new member of staff with PASSWORD and codes from TOTP_SECRET."""
    number = next(_numbers)
    place = await unit(unit_code)
    row = Staff(
        username=username or f"staff{number}",
        name=name or f"工作人员{number}",
        unit=place.id,
        password_hash=PASSWORD_HASH,
        must_change_password=must_change_password,
        totp_secret=seal(TOTP_SECRET, purpose="totp") if has_second_factor else "",
        totp_confirmed_at=now() if has_second_factor else None,
    )
    staff_id = (await Staff.insert(row))[0]["id"]
    if roles:
        await StaffRole.insert(*[StaffRole(staff=staff_id, role=role.value) for role in roles])
    return StaffMember(
        id=staff_id,
        username=row.username,
        name=row.name,
        unit_id=place.id,
        unit_code=place.code,
        unit_name=place.name,
        roles=frozenset(roles),
    )


def one_time_code() -> str:
    """Return what the phone of any member of staff shows now."""
    return pyotp.TOTP(TOTP_SECRET).now()


async def sign_in(client: httpx.AsyncClient, member: StaffMember) -> None:
    """Give the browser an open session of this person."""
    opened = await sessions.open_session(member.id, stage=SessionStage.OPEN, device="测试")
    client.cookies.set(cookie_name(), opened.token, domain=client.base_url.host)


async def published_catalogue(year: int = 2026, count: int = 3, **options) -> list:
    """Publish a year's catalogue; see tests.support.decisions for drafts and single steps."""
    from tests.support import decisions  # noqa: PLC0415 - it builds on this module

    return await decisions.published_catalogue(year, count, **options)
