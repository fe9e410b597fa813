"""What people type to prove who they are."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from backend.organisation.schemas.sessions import OpenedSession

Secret = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class SignInDraft(BaseModel):
    """A name and a password."""

    model_config = ConfigDict(frozen=True)

    username: Annotated[str, StringConstraints(to_lower=True, max_length=80)]
    password: Secret
    next: str = ""


class CodeDraft(BaseModel):
    """A one-time code, or a recovery code in its place."""

    model_config = ConfigDict(frozen=True)

    code: Annotated[str, StringConstraints(max_length=40)]
    next: str = ""


class PasswordProof(BaseModel):
    """The present password, asked again before something that matters."""

    model_config = ConfigDict(frozen=True)

    password: Secret


class EnrolmentStart(BaseModel):
    """The wish for a new phone; whoever has one enrolled proves the password first."""

    model_config = ConfigDict(frozen=True)

    password: Annotated[str, StringConstraints(max_length=200)] = ""


class PasswordChange(BaseModel):
    """The present password and a new one, twice."""

    model_config = ConfigDict(frozen=True)

    password: Secret
    new_password: Secret
    repeated: Secret


class Enrolment(BaseModel):
    """What a phone's app has to be told."""

    model_config = ConfigDict(frozen=True)

    secret: str
    address: str


class SecondFactorConfirmed(BaseModel):
    """A second factor in force: a new session, and codes that are shown once."""

    model_config = ConfigDict(frozen=True)

    opened: OpenedSession
    recovery_codes: tuple[str, ...]
