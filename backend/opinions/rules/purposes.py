"""Under which names the ledger seals; what was sealed for one purpose opens for no other."""

ORIGINAL = "opinions.original"  # the text of a withheld opinion
EARLIER_PUBLIC_TEXT = "opinions.earlier_public_text"  # what an act replaced, for undoing it
