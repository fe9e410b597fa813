"""What can be typed after `huiyin`."""

from functools import partial

import click
from pydantic import ValidationError

from backend.cli.database import data_folder, database, in_database
from backend.cli.stopping import Stopped, end_when_told, end_with
from backend.kernel.settings import get_settings

LIFELINE = click.option("--lifeline", type=int, hidden=True)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def huiyin() -> None:
    """回音 Huiyin: a county's public consultations, answered one by one."""
    end_when_told()
    try:
        get_settings()
    except ValidationError as invalid:
        first = invalid.errors(include_url=False, include_input=False)[0]
        name = str(first["loc"][0])
        variable = name if name.isupper() else f"HUIYIN_{name.upper()}"
        raise Stopped(f"{variable} cannot be used: {first['msg']}.") from invalid


@huiyin.command()
@click.option("--demo/--no-demo", default=True, help="Load the demo county into an empty database.")
def run(*, demo: bool) -> None:
    """Run everything in this terminal: database, web, worker."""
    from backend.cli.running import run as run_everything

    run_everything(with_demo=demo)


@huiyin.command()
@LIFELINE
def web(lifeline: int | None) -> None:
    """Run the web processes."""
    from backend.cli.serving import serve

    if lifeline is not None:
        end_with(lifeline)
    with database(must_be_current=True):
        serve()


@huiyin.command()
@LIFELINE
def worker(lifeline: int | None) -> None:
    """Run the background process; start more of them when jobs wait."""
    if lifeline is not None:
        end_with(lifeline)
    with database(must_be_current=True):
        from backend.worker import main

        main()


@huiyin.command()
def migrate() -> None:
    """Bring the database's schema up to date; safe to run twice or from several machines."""
    from backend.cli.preparing import update_schema

    with database():
        update_schema()
    click.echo("The schema is up to date.")


@huiyin.command(context_settings={"ignore_unknown_options": True})
@click.argument("program")
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def pg(program: str, arguments: tuple[str, ...]) -> None:
    """Run psql, pg_dump or pg_restore on the product's database, wherever that is."""
    with database():
        from backend.cli.programs import run_program

        code = run_program(program, arguments)
    raise SystemExit(code)


@huiyin.group()
def demo() -> None:
    """The fictional demo county."""


@demo.command("load")
def load() -> None:
    """Load the demo county; refused where units exist already."""
    from backend.cli.preparing import demo_accounts, load_demo

    with database(must_be_current=True):
        if not load_demo():
            raise Stopped("Units are there already: the demo county is for an empty database.")
        click.echo("The demo county is loaded. Its accounts:")
        for account in demo_accounts():
            click.echo(f"  {account}")


@huiyin.group()
def staff() -> None:
    """Staff accounts; the office keeps them at /desk/staff once it has one."""


@staff.command("create")
@click.argument("username")
@click.option("--name", required=True, help="The person's name.")
@click.option("--unit", required=True, help="Code of the person's unit, such as office.")
@click.option("--unit-name", default="", help="Adds the unit under this name if it is missing.")
@click.option("--role", "roles", multiple=True, required=True, help="May be given several times.")
@click.option("--mail", default="", help="Where the morning letter goes; none is sent without.")
def create(
    *, username: str, name: str, unit: str, unit_name: str, roles: tuple[str, ...], mail: str
) -> None:
    """Open an account and print its one-time password."""
    with database(must_be_current=True):
        from backend.cli.accounts import Account, open_account

        account = Account(username, name, unit, unit_name, roles, mail)
        password = in_database(partial(open_account, account))
    click.echo(f"{username} signs in at /desk/sign-in with the one-time password {password}")


@huiyin.command()
@click.option("--mail", default="", metavar="ADDRESS", help="Only send a test mail there, at once.")
def doctor(*, mail: str) -> None:
    """Look at database, schema, clock, disk, keys and mail; say how to mend what is wrong."""
    from backend.cli.doctor import examine, try_mail

    if mail:
        try_mail(mail)
        return
    if get_settings().database_url:
        examine()
        return
    data_folder()
    with database():
        examine()
