"""What comes before the first page: the schema, and the demo county once."""

import asyncio

import click

from backend.cli.database import in_database


def prepare(*, with_demo: bool) -> list[str]:
    """Bring the schema up to date, load the demo into an empty database; return its accounts."""
    update_schema()
    if not with_demo:
        return []
    if in_database(_is_empty):
        click.echo("Loading the demo county …")
        load_demo()
    return in_database(_accounts)


def update_schema() -> None:
    """Apply the migrations the database has not had yet, and enter new years' working days."""
    from backend.kernel.migrations import migrate, missing

    if asyncio.run(missing()):
        click.echo("Bringing the database up to date …")
        asyncio.run(migrate())
    in_database(_load_calendar)


def load_demo() -> bool:
    """Load the demo county; False where units are already there."""
    from backend.demo import load_demo as load

    return in_database(load)


def demo_accounts() -> list[str]:
    """Return one line for each demo account this database has."""
    return in_database(_accounts)


async def _load_calendar() -> list[int]:
    """Enter the years that came with this release; what the office wrote itself stays."""
    from backend.journal.schemas import SYSTEM
    from backend.kernel.calendar.seeds import known_years
    from backend.organisation.operations.calendar import load_years

    return await load_years(known_years(), manager=SYSTEM)


async def _is_empty() -> bool:
    from backend.organisation.queries.units import list_units

    return not await list_units()


async def _accounts() -> list[str]:
    from backend.demo import PASSWORD
    from backend.demo.loading import read
    from backend.organisation.enums import Role

    return [
        f"{one['username']:<10} {PASSWORD}   {one['name']}，"
        + "、".join(str(Role(role).label) for role in one["roles"])
        for one in read("staff")["staff"]
        if await _is_open(one["username"])
    ]


async def _is_open(username: str) -> bool:
    from backend.kernel.errors import NotFound
    from backend.organisation.queries.staff import get_staff

    try:
        return (await get_staff(username)).is_active
    except NotFound:
        return False
