"""`huiyin doctor`: what a person sees of the health checks, and of a test mail."""

import asyncio

import click

from backend.cli.stopping import Stopped
from backend.kernel.health import Finding, State, check_everything
from backend.kernel.mail_server import is_configured
from backend.kernel.text.mail_address import mail_address

MARKS = {State.OK: ("✓", "green"), State.WARNING: ("!", "yellow"), State.FAILED: ("✗", "red")}


def examine() -> None:
    """Print every finding; exit with 1 when one of them keeps the product from working."""
    findings = asyncio.run(check_everything())
    for finding in findings:
        click.echo(_line(finding))
    failed = sum(finding.state is State.FAILED for finding in findings)
    click.echo(f"\n{failed} to mend." if failed else "\nNothing keeps Huiyin from working.")
    if failed:
        raise SystemExit(1)


def try_mail(address: str) -> None:
    """Send a test mail and print the server's answer; exit with 1 when it did not take it."""
    from backend.notifications.trial import send_trial

    recipient = mail_address(address)
    if recipient is None:
        raise Stopped(f"No mail can go to {address}.")
    if not is_configured():
        raise Stopped("Set HUIYIN_SMTP_URL, HUIYIN_MAIL_FROM and HUIYIN_ORIGIN first.")
    trial = asyncio.run(send_trial(recipient))
    state = State.OK if trial.is_taken else State.FAILED
    remedy = "" if trial.is_taken else "Look it up in the mail server's log."
    click.echo(_line(Finding("test mail", state, trial.said, remedy)))
    if not trial.is_taken:
        raise SystemExit(1)


def _line(finding: Finding) -> str:
    mark, colour = MARKS[finding.state]
    line = f"{click.style(mark, fg=colour)} {finding.check:<12} {finding.said}"
    return f"{line}\n  {'':<12} {finding.remedy}" if finding.remedy else line
