"""The outbox and what stands by it; the indexes with a condition are in the migrations."""

from piccolo.columns import BigSerial, Serial, SmallInt, Text, Timestamptz, Varchar
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.constraints import Check, Unique
from piccolo.table import Table


class OutboundMessage(Table, tablename="outbound_message"):
    """One message to one person."""

    id = BigSerial(primary_key=True)
    dedupe_key = Varchar(length=200, default=None, null=False)
    channel = Varchar(length=8, default="mail", null=False)
    template = Varchar(length=60, default=None, null=False)
    language = Varchar(length=2, default=None, null=False)
    origin = Varchar(length=200, default="", null=False)  # the site as it was asked
    context = Text(default=None, null=False)  # sealed: a receipt code opens what it names
    recipient = Text(default=None, null=False)  # sealed; empty once it is no longer needed
    recipient_key = Varchar(length=64, default=None, null=False)  # keyed hash of the address
    unsubscribe_path = Varchar(length=200, default="", null=False)  # where one click ends it
    message_id = Varchar(length=64, default=None, null=False)  # before the @; the same each time
    state = Varchar(length=12, default="queued", null=False)
    attempts = SmallInt(default=0, null=False)
    due_at = Timestamptz(default=TimestamptzNow(), null=False)
    sent_at = Timestamptz(default=None, null=True)
    failure = Varchar(length=400, default="", null=False)  # the last one, in the server's words
    created_at = Timestamptz(default=TimestamptzNow(), null=False)

    outbound_message_once = Unique(["dedupe_key"])
    outbound_message_channel_known = Check("channel IN ('mail', 'sms')")
    outbound_message_template_shaped = Check("template ~ '^[a-z_]+/[a-z_]+$'")
    outbound_message_language_known = Check("language IN ('zh', 'en')")
    outbound_message_state_known = Check(
        "state IN ('queued', 'sent', 'failed', 'kept', 'suppressed')"
    )
    outbound_message_sent_has_time = Check("(state = 'sent') = (sent_at IS NOT NULL)")
    outbound_message_attempts_counted = Check("attempts >= 0")


class SuppressedAddress(Table, tablename="suppressed_address"):
    """An address that takes no more mail from us: it bounced, or its owner said so."""

    id = Serial(primary_key=True)
    address_key = Varchar(length=64, default=None, null=False)  # keyed hash, as a recipient's
    masked = Varchar(length=200, default=None, null=False)
    cause = Varchar(length=10, default=None, null=False)
    reason = Varchar(length=400, default="", null=False)
    created_at = Timestamptz(default=TimestamptzNow(), null=False)

    suppressed_address_once = Unique(["address_key"])
    suppressed_address_cause_known = Check("cause IN ('bounce', 'asked', 'desk')")


class ContactCode(Table, tablename="contact_code"):
    """Six digits sent to somebody who says an address is theirs (ten minutes, few tries)."""

    id = BigSerial(primary_key=True)
    purpose = Varchar(length=30, default=None, null=False)
    contact_key = Varchar(length=64, default=None, null=False)
    code_hash = Varchar(length=64, default=None, null=False)  # keyed: guessing needs our key too
    tries = SmallInt(default=0, null=False)
    expires_at = Timestamptz(default=None, null=False)
    created_at = Timestamptz(default=TimestamptzNow(), null=False)

    contact_code_once = Unique(["purpose", "contact_key"])  # a new one replaces the last
    contact_code_tries_counted = Check("tries BETWEEN 0 AND 5")
