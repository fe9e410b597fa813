"""`huiyin doctor`: what a person sees of the health checks."""

import asyncio

import click

from backend.kernel.health import Finding, State, check_everything

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


def _line(finding: Finding) -> str:
    mark, colour = MARKS[finding.state]
    line = f"{click.style(mark, fg=colour)} {finding.check:<12} {finding.said}"
    return f"{line}\n  {'':<12} {finding.remedy}" if finding.remedy else line
