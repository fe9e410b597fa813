"""What letters about a consultation are written from."""

from datetime import date

from backend.consultations.enums.consultation import ExtensionKind
from backend.consultations.schemas import Frozen


class TextTold(Frozen):
    """A published text of a consultation anyone may see."""

    id: int
    consultation: int
    subject: int
    slug: str
    title: str
    number: int
    note: str

    @property
    def path(self) -> str:
        """Return the consultation's public address."""
        return f"/consultations/{self.slug}"


class ExtensionTold(Frozen):
    """A last day that was moved, of a consultation anyone may see."""

    subject: int
    slug: str
    title: str
    kind: ExtensionKind
    former_on: date
    until_on: date
    reason: str
