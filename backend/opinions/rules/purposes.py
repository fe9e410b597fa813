"""Under which names the ledger seals; what was sealed for one purpose opens for no other."""

ORIGINAL = "opinions.original"  # the text of a withheld opinion
EARLIER_PUBLIC_TEXT = "opinions.earlier_public_text"  # what an act replaced, for undoing it
NAME = "opinions.name"
CONTACT = "opinions.contact"
CONTACT_INDEX = "opinions.contact_index"  # of `contacts.same_contact`
TEXT_MARK = "opinions.text_mark"  # proves in the journal that a text is the one received
KEPT_SCAN = "opinions.kept_scan"  # stands in a form for a file that came with it
IMPORT = "opinions.import"  # a table on its way in, until it is confirmed or given up
