"""An opinion as a program sends it in."""

from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, StrictBool, WithJsonSchema

from backend.consultations.schemas.writing import Signed, left
from backend.kernel.language import say
from backend.opinions.rules.privacy import NOTICES
from backend.opinions.schemas.contact import TypedContact
from backend.opinions.schemas.receiving import MOST_PASSAGES, OpinionDraft, Words

KEY = r"^[A-Za-z0-9_-]{16,64}$"
CONTACT = {
    "type": "string",
    "description": "A phone number or an e-mail address; kept sealed, never public",
}


def only_text(typed: Any) -> Any:
    """Return a text as it is; raise ValueError for anything else a program may send."""
    if not isinstance(typed, str):
        raise ValueError(say("请填 11 位手机号、固定电话（带区号）或者电子邮箱。"))  # noqa: TRY004 - Pydantic's way
    return typed


def known_notice(version: str) -> str:
    """Return the version; raise ValueError for a notice there never was."""
    if version not in NOTICES:
        raise ValueError(say("请先让本人看过隐私说明，再填写说明的版本。"))
    return version


class SentOpinion(Signed):
    """An opinion on a draft; it gets the same number, queue and answer as one from the page."""

    text: Annotated[Words, Field(description="What is said")]
    passages: Annotated[
        tuple[int, ...],
        Field(max_length=MOST_PASSAGES, description="Clauses it points at, by their `passage`"),
    ] = ()
    option: Annotated[
        int | None, Field(description="Number of the option it prefers, where there are some")
    ] = None
    contact: Annotated[
        TypedContact, BeforeValidator(only_text), AfterValidator(left), WithJsonSchema(CONTACT)
    ]
    may_publish: Annotated[
        StrictBool, Field(description="The person agrees to have the words shown, masked")
    ] = False
    privacy_version: Annotated[
        str,
        AfterValidator(known_notice),
        Field(description="Version of the notice at `/privacy` that the person was shown"),
    ]
    idempotency_key: Annotated[
        str | None,
        Field(pattern=KEY, description="Sent again with this key, the first receipt comes back"),
    ] = None

    def to_draft(self) -> OpinionDraft:
        """Return what the ledger takes."""
        own = {"option", "privacy_version", "idempotency_key"}
        return OpinionDraft(**self.model_dump(exclude=own))
