"""A change of a clause in few words: what it replaced and by what, with a little around it."""

from collections.abc import Sequence

from backend.kernel.text.difference import Piece, PieceKind

AROUND = 20  # characters of what stayed, on either side of a change
LONGEST = 160  # characters of either side of it


def before_and_after(pieces: Sequence[Piece]) -> tuple[str, str]:
    """Return both texts cut down to what changed; the same twice where nothing did."""
    last = len(pieces) - 1
    shown = [
        _around(piece, is_first=place == 0, is_last=place == last)
        if piece.kind is PieceKind.SAME and last
        else piece
        for place, piece in enumerate(pieces)
    ]
    return _side(shown, PieceKind.ADDED), _side(shown, PieceKind.REMOVED)


def _around(piece: Piece, *, is_first: bool, is_last: bool) -> Piece:
    """Return what stayed between two changes, its middle left out where it is long."""
    head, tail = (
        ("" if is_first else piece.text[:AROUND]),
        ("" if is_last else piece.text[-AROUND:]),
    )
    if len(piece.text) <= len(head) + len(tail):
        return piece
    return Piece(piece.kind, f"{head}…{tail}")


def _side(pieces: Sequence[Piece], without: PieceKind) -> str:
    text = "".join(piece.text for piece in pieces if piece.kind is not without)
    whole = " ".join(text.split())
    return whole if len(whole) <= LONGEST else whole[:LONGEST].rstrip("…") + "…"
