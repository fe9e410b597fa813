"""What goes in and out of consultations."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """A schema nobody changes once it is made."""

    model_config = ConfigDict(frozen=True)
