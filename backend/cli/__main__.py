"""`python -m backend.cli`, which is what `bin/huiyin` runs."""

from backend.cli.commands import huiyin

huiyin(prog_name="huiyin")
