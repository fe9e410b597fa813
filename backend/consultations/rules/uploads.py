"""Reads a document somebody brings as a draft: Word, or plain text in any Chinese encoding."""

from backend.kernel.documents.encodings import decoded
from backend.kernel.documents.words_in import read_document
from backend.kernel.text.normalise import tidy

PACKED = (b"PK", b"\xd0\xcf\x11\xe0", b"%PDF")


def lines_of(content: bytes) -> tuple[str, ...]:
    """Return the paragraphs of a document; raise Invalid in people's words for what is none."""
    if content.startswith(PACKED):
        return read_document(content)
    return tuple(line for line in tidy(decoded(content).text).splitlines() if line.strip())
