"""Every template parses, is reached and keeps to the policy: nothing inline, no raw address."""

import re
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, meta, nodes

import backend.app  # noqa: F401 - every page context is defined once the app is composed
from backend.notifications.messages import MESSAGES, TEXTED
from backend.web.render import TEMPLATES, PageContext, environment
from tests.support.every import of_every

ALL = sorted(
    path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*") if path.is_file()
)
HTML = [name for name in ALL if name.endswith(".html")]
# No policy reaches a mail, and its readers drop <style>: these two alone carry styles.
STYLED = {"mail/layout.html", "mail/parts.html", "mail/tasks.html"}
INLINE_STYLE = "an inline style: the policy refuses it"

# (what may not stand in a template, why)
FORBIDDEN = (
    (re.compile(r"\|\s*safe\b|Markup\("), "turns escaping off"),
    (
        re.compile(r"<script(?![^>]*\bsrc=)[\s>]", re.IGNORECASE),
        "an inline script: the policy refuses it",
    ),
    (
        re.compile(r"<style[\s>]|\sstyle\s*=", re.IGNORECASE),
        INLINE_STYLE,
    ),
    (
        re.compile(r"\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
        "an inline handler: the policy refuses it",
    ),
    (
        re.compile(r"\bhref=[\"']/|\baction=[\"']/|\bsrc=[\"']/"),
        "a raw address: it loses language and type size",
    ),
    (
        re.compile(r"\b(?:src|href)=[\"'](?:https?:)?//"),
        "loads or leads outside by a fixed address",
    ),
    (re.compile(r"\{%-?\s*autoescape"), "turns escaping off"),
    (re.compile(r"javascript:", re.IGNORECASE), "a script in an address"),
)


def source(name: str) -> str:
    return (TEMPLATES / name).read_text()


def parsed(name: str) -> nodes.Template:
    return environment().parse(source(name), name)


def without_comments(text: str) -> str:
    return re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL)


@of_every(ALL)
def test_template_parses(name: str) -> None:
    if name.endswith((".html", ".txt", ".xml")):
        environment().get_template(name)


@of_every(HTML)
def test_template_keeps_to_the_policy(name: str) -> None:
    text = without_comments(source(name))
    broken = [
        f"{name}:{text[: found.start()].count(chr(10)) + 1} {found.group().strip()!r}: {why}"
        for pattern, why in FORBIDDEN
        if not (why is INLINE_STYLE and name in STYLED)
        for found in pattern.finditer(text)
    ]
    assert not broken


def named_by_templates(env: Environment) -> Iterator[str]:
    for name in ALL:
        for found in meta.find_referenced_templates(parsed(name)):
            assert found is not None, f"{name} includes a name known only at run time"
            yield found


def named_by_pages() -> set[str]:
    def below(kind: type) -> Iterator[type]:
        for child in kind.__subclasses__():
            yield child
            yield from below(child)

    return {
        str(kind.__dict__["template"]) for kind in below(PageContext) if "template" in kind.__dict__
    }


def named_in_code() -> set[str]:
    """Templates some module names as a text, such as a feed's."""
    code = "\n".join(path.read_text() for path in (TEMPLATES.parent / "backend").rglob("*.py"))
    return {name for name in ALL if f'"{name}"' in code}


def named_by_messages() -> set[str]:
    """The three parts of every mail there is."""
    parts = ("subject.txt", "body.txt", "body.html")
    return {f"mail/{message}/{part}" for message in MESSAGES for part in parts}


def named_by_texts() -> set[str]:
    """What some messages are to a phone."""
    return {f"mail/{message}/sms.txt" for message in TEXTED}


def test_every_template_is_reached() -> None:
    reached = set(named_by_templates(environment())) | named_by_pages() | named_in_code()
    reached |= named_by_messages() | named_by_texts()
    assert set(ALL) - reached == set(), "nothing shows these"


def test_every_named_template_is_there() -> None:
    named = set(named_by_templates(environment())) | named_by_pages() | named_by_messages()
    assert (named | named_by_texts()) - set(ALL) == set()


@of_every(HTML)
def test_template_imports_nothing_unused(name: str) -> None:
    tree = parsed(name)
    imported: set[str] = set()
    for found in tree.find_all(nodes.FromImport):
        imported |= {part if isinstance(part, str) else part[1] for part in found.names}
    for module in tree.find_all(nodes.Import):
        imported.add(module.target)
    used = {found.name for found in tree.find_all(nodes.Name) if found.ctx == "load"}
    assert imported - used == set()


@of_every(HTML)
def test_every_posting_form_says_so_in_full(name: str) -> None:
    """`method=post` with `novalidate`: the server validates, in Chinese, without JavaScript."""
    for form in re.findall(r"<form\b[^>]*>", without_comments(source(name)), flags=re.DOTALL):
        if re.search(r"method=[\"']post", form, re.IGNORECASE):
            assert "novalidate" in form, form
        else:
            assert re.search(r"method=[\"']get", form, re.IGNORECASE), (
                f"neither get nor post: {form}"
            )


@of_every(HTML)
def test_chinese_text_is_marked_for_translation(name: str) -> None:
    """Chinese outside of trans blocks, `_()` and comments never reaches an English reader."""
    text = without_comments(source(name))
    text = re.sub(r"\{%-?\s*trans\b.*?%\}.*?\{%-?\s*endtrans\s*-?%\}", "", text, flags=re.DOTALL)
    text = re.sub(r"\b(?:_|gettext|ngettext)\(\s*(\"[^\"]*\"|'[^']*')", "", text)
    stray = [
        line.strip()
        for line in text.splitlines()
        if re.search(r"[\u4e00-\u9fff]", line) and 'lang="zh-CN"' not in line
    ]
    assert not stray


def test_no_template_is_long() -> None:
    long_ones = {
        name: count
        for name in HTML
        if (count := source(name).count("\n")) > 60 and Path(name).parts[0] != "ui"
    }
    assert not long_ones, "a template past 60 lines wants a partial"
