"""What people send about subscriptions, and what is shown of them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, NamedTuple

from pydantic import BaseModel, ConfigDict, StringConstraints, field_validator

from backend.kernel.language import Text, say
from backend.kernel.text.mail_address import mail_address
from backend.portal.subscriptions.enums import Rhythm, Scope, State

LONGEST_KEY = 80
TOKEN = r"^[A-Za-z0-9_-]{20,64}$"  # noqa: S105 - a shape


class Place(NamedTuple):
    """What a subscription is about: `decision:QZ-2026-01`, or `all`."""

    scope: Scope
    key: str = ""

    @property
    def about(self) -> str:
        """Return the place as it stands in an address."""
        return f"{self.scope}:{self.key}" if self.key else self.scope.value

    @property
    def feed_path(self) -> str:
        """Return the address of its feed."""
        return f"/subscriptions/feeds/{self.scope}{f'/{self.key}' if self.key else ''}.xml"


EVERYTHING = Place(Scope.ALL)


class What(NamedTuple):
    """A place under its name."""

    place: Place
    title: Text | str
    path: str = ""  # the page it follows
    is_name: bool = False  # the county's own words, in Chinese whatever the page's language


Subject = tuple[str, str]  # kind and id, as the journal names them


class Scopes(NamedTuple):
    """What can be subscribed to now, and to which places each subject's news belong."""

    whats: Mapping[Place, What]
    places: Mapping[Subject, frozenset[Place]]


class Frozen(BaseModel):
    """A value."""

    model_config = ConfigDict(frozen=True)


def address_of(typed: str) -> str:
    """Return a mail address as it is used; raise ValueError in words for people."""
    found = mail_address(typed)
    if found is None:
        raise ValueError(say("请写完整的电子邮箱，例如 wang@example.com。"))
    return found


class SubscriptionDraft(Frozen):
    """What somebody wants to hear of, where and how often."""

    about: Annotated[str, StringConstraints(max_length=LONGEST_KEY + 20)]
    mail: str
    rhythm: Rhythm = Rhythm.WEEKLY

    _mail = field_validator("mail")(address_of)


class RhythmDraft(Frozen):
    """Another rhythm."""

    rhythm: Rhythm


class Proof(Frozen):
    """Whose subscriptions are looked for."""

    contact: str

    _contact = field_validator("contact")(address_of)


class ProofWithCode(Proof):
    """The same, with the code that was sent there."""

    code: Annotated[str, StringConstraints(max_length=20)]


class EndDraft(Frozen):
    """An end, of one or of all the address has; `page`: the token of the page it was asked on."""

    is_everything: bool = False
    page: Annotated[str, StringConstraints(pattern=TOKEN)] = ""


class Asker(Frozen):
    """How a wish to subscribe arrives."""

    address_key: str
    language: str = "zh"
    origin: str = ""
    is_machine: bool = False


class Own(Frozen):
    """A subscription as its holder sees it."""

    token: str
    what: What
    rhythm: Rhythm
    state: State
    masked: str  # the address; empty once ended
    next_at: datetime | None


class OwnAll(Frozen):
    """One subscription, and what else its address is subscribed to."""

    one: Own
    others: tuple[Own, ...]


class Written(NamedTuple):
    """What a run over the subscriptions that are due came to."""

    letters: int
    looked_at: int
