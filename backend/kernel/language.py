"""Marks Chinese source text for the catalogue; `web.language` translates it when it is shown."""

from typing import NamedTuple


class Text(NamedTuple):
    """A sentence of the interface with its blanks: translated, then filled."""

    source: str
    blanks: tuple[tuple[str, object], ...] = ()

    def __str__(self) -> str:
        return self.source.format(**dict(self.blanks)) if self.blanks else self.source


def say(source: str, /, **blanks: object) -> Text:
    """Mark a sentence for translation; blanks are written `{name}` in it."""
    return Text(source, tuple(blanks.items()))
