"""Accounts opened at the shell: how the first person of the office gets in."""

from typing import NamedTuple

from pydantic import ValidationError

from backend.cli.stopping import Stopped
from backend.journal.schemas import SYSTEM
from backend.kernel.errors import NotFound
from backend.organisation.enums import Role, UnitKind
from backend.organisation.operations.staff import create_staff
from backend.organisation.operations.units import add_unit
from backend.organisation.queries.units import get_unit
from backend.organisation.schemas import StaffDraft, UnitDraft


class Account(NamedTuple):
    """What was typed."""

    username: str
    name: str
    unit: str
    unit_name: str
    roles: tuple[str, ...]
    mail: str = ""


async def open_account(account: Account) -> str:
    """Open the account, and its unit if it has a name and is missing; return the password."""
    unknown = [role for role in account.roles if role not in set(Role)]
    if unknown:
        raise Stopped(f"No such role: {', '.join(unknown)}; there are {', '.join(Role)}.")
    try:
        draft = StaffDraft(
            username=account.username,
            name=account.name,
            unit_code=account.unit,
            roles=frozenset(Role(role) for role in account.roles),
            mail=account.mail,
        )
        if account.unit_name:
            await _have_unit(account.unit, account.unit_name)
    except ValidationError as invalid:
        first = invalid.errors(include_url=False)[0]
        raise Stopped(f"{first['loc'][0]}: {first['msg']}.") from invalid
    return (await create_staff(draft, manager=SYSTEM)).password


async def _have_unit(code: str, name: str) -> None:
    try:
        await get_unit(code)
    except NotFound:
        draft = UnitDraft(code=code, name=name, kind=UnitKind.GOVERNMENT)
        await add_unit(draft, manager=SYSTEM)
