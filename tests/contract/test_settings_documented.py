"""Every setting stands in docs/operations.md, as the code has it, and nothing else does."""

from pathlib import Path

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from backend.kernel.settings import Settings

DOCUMENT = Path(__file__).parents[2] / "docs" / "operations.md"
HEAD = "| variable | default | what it is |\n|---|---|---|\n"


def variable(name: str, field: FieldInfo) -> str:
    alias = field.validation_alias
    return alias if isinstance(alias, str) else f"HUIYIN_{name.upper()}"


def default(field: FieldInfo) -> str:
    if field.default_factory is not None:
        return "–"
    value = field.default
    text = value.get_secret_value() if isinstance(value, SecretStr) else value
    if isinstance(text, bool):
        text = str(text).lower()
    return f"`{text}`" if text != "" else "–"


def table() -> str:
    """Return the table as the document must hold it: paste it there when this test fails."""
    rows = [
        f"| `{variable(name, field)}` | {default(field)} | {field.description} |\n"
        for name, field in Settings.model_fields.items()
    ]
    return HEAD + "".join(rows)


def test_the_document_holds_the_settings_of_the_code():
    assert table() in DOCUMENT.read_text(encoding="utf-8"), f"paste this there:\n\n{table()}"


def test_every_setting_is_described_in_a_sentence():
    for name, field in Settings.model_fields.items():
        assert field.description, name
        assert field.description.endswith((".", "…")), name
