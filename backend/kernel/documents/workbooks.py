"""Reads strangers' XLSX, ODS and XLS files in a process of its own, limited in memory and time."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from backend.kernel.documents.grids import grid_from
from backend.kernel.documents.schemas import CellNote, CellNoteKind, Grid
from backend.kernel.documents.workbook_check import UNREADABLE
from backend.kernel.errors import Invalid
from backend.kernel.language import Text

ROOT = Path(__file__).parents[3]
READER = "backend.kernel.documents.workbook_process"
LONGEST_READING = 60  # seconds


def read_workbook(content: bytes) -> list[Grid]:
    """Return the visible sheets that hold anything; raise Invalid for a file not to be trusted.

    Cells hold values only: of a formula, what it last came to. Merged cells repeat their value.
    """
    found = _read_apart(content)
    grids = [_grid(sheet) for sheet in found["sheets"]]
    if found["has_formula_errors"]:
        notes = (CellNote(kind=CellNoteKind.FORMULA_ERROR),)
        grids = [grid.model_copy(update={"notes": grid.notes + notes}) for grid in grids]
    return [grid for grid in grids if grid.rows]


def _read_apart(content: bytes) -> dict[str, Any]:
    """Return what the reading process found; raise Invalid if it refused or did not survive."""
    try:
        done = subprocess.run(  # noqa: S603 - our own module, run by our own interpreter
            [sys.executable, "-m", READER],
            cwd=ROOT,
            input=content,
            capture_output=True,
            timeout=LONGEST_READING,
            check=True,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise Invalid(UNREADABLE) from error
    found: dict[str, Any] = json.loads(done.stdout)
    if "refused" in found:
        source, blanks = found["refused"]
        raise Invalid(Text(source, tuple((name, value) for name, value in blanks)))
    return found


def _grid(sheet: dict[str, Any]) -> Grid:
    rows, filled = sheet["rows"], []
    for (top, left), (bottom, right) in sheet["merged"]:
        if top >= len(rows) or left >= len(rows[top]):
            continue
        for row in range(top, min(bottom + 1, len(rows))):
            for column in range(left, min(right + 1, len(rows[row]))):
                if (row, column) != (top, left) and not rows[row][column]:
                    rows[row][column] = rows[top][left]
                    filled.append((row, column))
    return grid_from(rows, name=sheet["name"], filled=filled)
