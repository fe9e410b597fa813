"""File names: tidied when they come in, quoted when they go out in a header."""

import unicodedata
from pathlib import PurePath
from urllib.parse import quote

LONGEST_NAME = 100  # characters, ending included
FORBIDDEN = '<>:"/\\|?*;%'


def tidy_file_name(name: str) -> str:
    """Return the last part of a name without what misleads: paths, controls, direction marks."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(
        char for char in unicodedata.normalize("NFC", last) if unicodedata.category(char)[0] != "C"
    )
    plain = "".join("_" if char in FORBIDDEN else char for char in kept).strip(" .")
    path = PurePath(plain or "file")
    stem = path.stem[: LONGEST_NAME - len(path.suffix[:10])]
    return (stem or "file") + path.suffix[:10]


def content_disposition(name: str) -> str:
    """Return the header that makes a browser save the file under this name, whatever its script.

    RFC 6266: an ASCII name for old clients, and `filename*` (RFC 8187) for the rest.
    """
    tidy = tidy_file_name(name)
    plain = "".join(char if char.isascii() else "_" for char in tidy)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(tidy, safe='')}"
