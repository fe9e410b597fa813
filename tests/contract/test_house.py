"""The house rules a stranger relies on: what a file may import, how large it grows, its words."""

import ast
import re
from functools import cache
from pathlib import Path

from tests.support.every import of_every

BACKEND = Path(__file__).parents[2] / "backend"
FILES = sorted(path for path in BACKEND.rglob("*.py"))
NAMES = [path.relative_to(BACKEND).as_posix() for path in FILES]

ASKS_THE_WORLD = (
    "asyncio", "asyncpg", "piccolo", "litestar", "httpx", "os", "pathlib", "random", "secrets",
    "socket", "subprocess", "time", "jinja2",
    "backend.kernel.database", "backend.kernel.settings", "backend.kernel.jobs", "backend.web",
)  # fmt: skip
ASKS_THE_CLOCK = re.compile(
    r"\b(?:clock\.)?now\(\)|datetime\.now|date\.today|clock\.today|(?<![\w.])today\(\)"
)
MAY_TOUCH_TABLES = {"tables", "queries", "operations", "jobs"}
VAGUE = {"utils", "helpers", "manager", "base", "data", "info", "misc", "common"}
MAY_OPEN_TRANSACTIONS = {"operations", "jobs"}
AT_THE_ROOT = {"demo.py", "worker.py", "app.py", "piccolo_app.py", "piccolo_conf.py"}


@cache
def tree(name: str) -> ast.Module:
    return ast.parse((BACKEND / name).read_text())


def imports(name: str) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def words(name: str) -> set[str]:
    """The parts of a path that say what a module is: `decisions/rules/gates.py` → rules, gates."""
    return set(name.removesuffix(".py").split("/"))


def is_rule(name: str) -> bool:
    return "rules" in words(name)


def functions(name: str) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in ast.walk(tree(name)) if isinstance(node, kinds)]


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of the body, without signature and docstring."""
    first = function.body[0]
    has_words = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    starts = (first.end_lineno or 0) + 1 if has_words else first.lineno
    return (function.end_lineno or 0) - starts + 1


@of_every([name for name in NAMES if is_rule(name)])
def test_rules_ask_neither_world_nor_clock(name: str) -> None:
    asked = {
        module
        for module in imports(name)
        if any(module == root or module.startswith(root + ".") for root in ASKS_THE_WORLD)
    }
    assert not asked
    assert not [f.name for f in functions(name) if isinstance(f, ast.AsyncFunctionDef)]
    assert not ASKS_THE_CLOCK.search((BACKEND / name).read_text())


@of_every(NAMES)
def test_tables_are_touched_by_queries_and_operations_alone(name: str) -> None:
    if words(name) & MAY_TOUCH_TABLES or name == "piccolo_app.py":
        return
    assert not {module for module in imports(name) if re.search(r"\.tables(\.|$)", module)}


@of_every(NAMES)
def test_transactions_open_in_operations_and_jobs_alone(name: str) -> None:
    roots = ("kernel/", "demo/loading.py", "worker.py")  # the demo loads whole or not at all
    if words(name) & MAY_OPEN_TRANSACTIONS or name.startswith(roots):
        return
    assert "backend.kernel.database.transaction" not in imports(name)


@of_every(NAMES)
def test_piccolos_traps_are_not_stepped_in(name: str) -> None:
    """See docs/adr: `.batch` swallows errors, `.save` erases, `run_sync` makes a second pool."""
    called = {
        node.func.attr
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    has_tables = any(re.search(r"\.tables(\.|$)", module) for module in imports(name))
    assert not called & (
        {"batch", "run_sync", "get_or_create"} | ({"save"} if has_tables else set())
    )
    if name != "kernel/database.py":
        assert "DB.transaction(" not in (BACKEND / name).read_text()


@of_every(NAMES)
def test_a_module_opens_with_what_lives_in_it(name: str) -> None:
    assert ast.get_docstring(tree(name)), "one sentence on what lives here"


@of_every(NAMES)
def test_every_public_function_says_what_it_promises(name: str) -> None:
    silent = [
        node.name
        for node in tree(name).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert not silent


@of_every(NAMES)
def test_names_say_what_a_citizen_or_officer_would_say(name: str) -> None:
    assert not words(name) & VAGUE


@of_every(NAMES)
def test_files_and_functions_stay_small(name: str) -> None:
    assert (BACKEND / name).read_text().count("\n") <= 300, "a resource wants its own module"
    long_ones = {f.name: lines_of(f) for f in functions(name) if lines_of(f) > 25}
    assert not long_ones


@of_every(NAMES)
def test_nothing_catches_everything(name: str) -> None:
    """Only the worker's loop may: elsewhere a broken promise must be heard, or passed on."""
    broad = [
        node.lineno
        for node in ast.walk(tree(name))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id == "Exception"))
        and not (isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None)
    ]
    assert not broad or name == "worker.py"


@of_every(NAMES)
def test_nothing_is_left_for_later(name: str) -> None:
    assert not re.search(r"\b(TODO|FIXME|XXX|HACK)\b", (BACKEND / name).read_text())
