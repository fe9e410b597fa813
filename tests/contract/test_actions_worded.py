"""Whatever an operation records in the journal has its words."""

import ast
from collections.abc import Iterator
from pathlib import Path

from backend.decisions.enums import AdjustmentKind
from backend.journal.actions import WORDS

BACKEND = Path(__file__).parents[2] / "backend"
ROOMS = {action.split(".")[0] for action in WORDS}
BY_KIND = {f"decision.{kind.value}" for kind in AdjustmentKind}  # written as f"decision.{kind}"


def recording() -> Iterator[tuple[str, ast.Module]]:
    """The modules that write into the journal."""
    for path in BACKEND.rglob("*.py"):
        text = path.read_text()
        if "record(" in text and path.parent.name != "journal":
            yield path.relative_to(BACKEND).as_posix(), ast.parse(text)


def named_at_calls() -> dict[str, str]:
    """The actions given to `record` as plain text, with the place of each."""
    found: dict[str, str] = {}
    for name, tree in recording():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _is_record(node.func) and len(node.args) > 1:
                for part in ast.walk(node.args[1]):
                    if isinstance(part, ast.Constant) and not part.value.endswith("."):
                        found[part.value] = f"{name}:{node.lineno}"
    return found


def named_beside() -> set[str]:
    """Dotted names of ours elsewhere in those modules: an action may be handed on by a variable."""
    return {
        node.value
        for _, tree in recording()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and _is_action(node.value)
    }


def _is_record(called: ast.expr) -> bool:
    return getattr(called, "attr", getattr(called, "id", "")) == "record"


def _is_action(value: object) -> bool:
    parts = value.split(".") if isinstance(value, str) else []
    return (
        len(parts) == 2
        and parts[0] in ROOMS
        and all(part.replace("_", "").isalpha() for part in parts)
    )


def test_every_action_named_at_its_call_is_worded() -> None:
    assert {a: where for a, where in named_at_calls().items() if a not in WORDS} == {}


def test_every_action_handed_on_is_worded() -> None:
    assert (named_beside() | BY_KIND) - set(WORDS) == set()


def test_no_words_are_left_for_what_nobody_records() -> None:
    assert set(WORDS) - set(named_at_calls()) - named_beside() - BY_KIND == set()
