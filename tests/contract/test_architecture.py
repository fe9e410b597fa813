"""docs/architecture.md names every room, and every folder that is no usual part of one."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
BACKEND = ROOT / "backend"
TEXT = (ROOT / "docs" / "architecture.md").read_text()
USUAL = {
    "enums",
    "tables",
    "schemas",
    "rules",
    "queries",
    "operations",
    "pages",
    "desk",
    "api",
    "jobs",
}


def packages() -> set[str]:
    found = {path.parent.relative_to(BACKEND).as_posix() for path in BACKEND.rglob("__init__.py")}
    return {name for name in found if name != "."}


def test_every_package_is_in_the_architecture() -> None:
    wanted = {name for name in packages() if name.split("/")[-1] not in USUAL}
    missing = {
        name for name in wanted if f"`{name}`" not in TEXT and f"`backend/{name}`" not in TEXT
    }
    assert not missing


def test_the_architecture_names_no_package_that_is_gone() -> None:
    named = set(
        re.findall(
            r"`((?:kernel|decisions|organisation|journal|web|portal)/[\w/]+)(?:\.py)?`", TEXT
        )
    )
    gone = {
        name
        for name in named
        if not (BACKEND / name).is_dir() and not (BACKEND / f"{name}.py").is_file()
    }
    assert not gone


def test_the_usual_parts_are_explained() -> None:
    table = TEXT.partition("## Inside a room")[2].partition("## The rooms")[0]
    assert {part for part in USUAL if f"`{part}`" not in table} == set()


def test_links_between_documents_lead_somewhere() -> None:
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    broken = [
        f"{document.relative_to(ROOT)} → {target}"
        for document in documents
        for target in re.findall(r"\]\(([^)#\s]+)", document.read_text())
        if not re.match(r"[a-z]+:", target) and not (document.parent / target).exists()
    ]
    assert not broken
