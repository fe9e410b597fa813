"""What goes in and out of the ledger."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """A schema nobody changes once it is made."""

    model_config = ConfigDict(frozen=True)
