"""What comes before the first page: the schema, and the demo county once."""

import asyncio
import json
from pathlib import Path

import click

from backend.cli.database import in_database

STAFF = Path(__file__).parents[2] / "seeds" / "demo" / "staff.json"


def prepare(*, with_demo: bool) -> list[str]:
    """Bring the schema up to date, load the demo into an empty database; return its accounts."""
    update_schema()
    if not with_demo:
        return []
    if in_database(_is_empty()):
        click.echo("Loading the demo county …")
        load_demo()
    return demo_accounts() if in_database(_has_demo()) else []


def update_schema() -> None:
    """Apply the migrations the database has not had yet."""
    from backend.kernel.migrations import migrate, missing

    if asyncio.run(missing()):
        click.echo("Bringing the database up to date …")
        asyncio.run(migrate())


def load_demo() -> None:
    """Load the demo county."""
    from backend import demo

    in_database(demo.load_demo())


def demo_accounts() -> list[str]:
    """Return one line for each demo account."""
    from backend import demo
    from backend.organisation.enums import Role

    staff = json.loads(STAFF.read_text())["staff"]
    return [
        f"{one['username']:<10} {demo.PASSWORD}   {one['name']}，"
        + "、".join(str(Role(role).label) for role in one["roles"])
        for one in staff
    ]


async def _is_empty() -> bool:
    from backend.organisation.queries.units import list_units

    return not await list_units()


async def _has_demo() -> bool:
    from backend.organisation.queries.units import list_units

    return any(unit.code == "justice" for unit in await list_units())
