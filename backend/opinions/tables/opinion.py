"""The opinion itself, what it points at, what came with it."""

from typing import Any

from piccolo.columns import (
    BigInt,
    BigSerial,
    Boolean,
    ForeignKey,
    Integer,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.base import OnDelete
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from backend.opinions.tables.moderation_rule import ModerationRule
from backend.opinions.tables.subject import Passage, Subject
from backend.organisation.tables import Staff


class Opinion(Table, tablename="opinion"):
    """One opinion; its `id` is its number."""

    id = BigSerial(primary_key=True)
    subject = ForeignKey(Subject, null=False, default=None, on_delete=OnDelete.restrict)
    channel = Varchar(length=20, default=None, null=False)
    text = Text(default=None, null=True)  # as received; None: sealed or erased by law
    sealed_text = Text(default=None, null=True)  # the original of a withheld opinion
    public_text = Text(default=None, null=True)  # masked: what strangers may read
    received_at = Timestamptz(default=None, null=False)  # when it reached the county
    recorded_at = Timestamptz(default=TimestamptzNow(), null=False)
    entered_by = ForeignKey(Staff, null=True, default=None, on_delete=OnDelete.restrict)
    submitter_kind = Varchar(length=20, default="person", null=False)
    organisation_name = Varchar(length=100, default="", null=False)
    name_sealed = Text(default="", null=False)
    name_masked = Varchar(length=20, default="", null=False)  # 朱**
    contact_kind = Varchar(length=10, default="none", null=False)
    contact_sealed = Text(default="", null=False)
    contact_index = Varchar(length=64, default="", null=False)  # keyed: finds, tells nothing
    town = Varchar(length=40, default="", null=False)
    age_band = Varchar(length=10, default="", null=False)
    may_publish = Boolean(default=False, null=False)  # consent of its own (个保法 art. 25)
    privacy_version = Varchar(length=20, default=None, null=False)
    language = Varchar(length=2, default="zh", null=False)
    state = Varchar(length=20, default="received", null=False)
    state_at = Timestamptz(default=TimestamptzNow(), null=False)
    moderated_by = ForeignKey(Staff, null=True, default=None, on_delete=OnDelete.restrict)
    rule = ForeignKey(ModerationRule, null=True, default=None, on_delete=OnDelete.restrict)
    duplicate_of: ForeignKey[Any] = ForeignKey(
        "self", null=True, default=None, on_delete=OnDelete.restrict
    )
    route = Varchar(length=20, default="", null=False)
    priority = SmallInt(default=0, null=False)  # higher is looked at first
    receipt_code = Varchar(length=20, default=None, null=False)
    idempotency_key = Varchar(length=64, default=None, null=True)
    address_key = Varchar(length=64, default="", null=False)  # keyed, another one each day
    trust = Varchar(length=10, default="trusted", null=False)
    erased_at = Timestamptz(default=None, null=True)  # who it was is forgotten
    revision = Integer(default=1, null=False)

    # Enumerations as patterns: PostgreSQL reads every check anew for each INSERT, and the long
    # form of IN costs a quarter of the statement where submissions come by the hundred.
    opinion_receipt_code_once = Unique(["receipt_code"])
    opinion_sent_once = Unique(["idempotency_key"])
    opinion_channel_known = Check(
        "channel ~ '^(web|wechat|email|letter|phone|counter|hearing|field_visit|event|meeting)$'"
    )
    opinion_submitter_known = Check(
        "submitter_kind ~ '^(person|company|sole_trader|organisation)$'"
    )
    opinion_contact_known = Check("contact_kind ~ '^(none|phone|email)$'")
    opinion_contact_whole = Check(
        "(contact_kind = 'none') = (contact_sealed = '') AND"
        " (contact_kind = 'none') = (contact_index = '')"
    )
    opinion_age_known = Check("age_band ~ '^(|under_18|18_35|36_50|51_65|over_65)$'")
    opinion_state_known = Check(
        "state ~ '^(received|published|counted_only|withheld|duplicate|withdrawn)$'"
    )
    opinion_route_known = Check("route ~ '^(|hotline|discipline|safety)$'")
    opinion_trust_known = Check("trust ~ '^(trusted|unsure|machine)$'")
    opinion_sealed_when_withheld = Check(
        "(state = 'withheld') = (sealed_text IS NOT NULL)"
        " AND (sealed_text IS NULL) = (text IS NOT NULL)"
    )
    opinion_withheld_by_rule = Check("(state = 'withheld') = (rule IS NOT NULL)")
    opinion_published_with_consent = Check(
        "state <> 'published' OR (may_publish AND public_text IS NOT NULL)"
    )
    opinion_duplicate_of_another = Check(
        "(state = 'duplicate') = (duplicate_of IS NOT NULL) AND duplicate_of <> id"
    )
    opinion_offline_entered_by_staff = Check(
        "channel IN ('web','wechat') OR entered_by IS NOT NULL"
    )


class OpinionReference(Table, tablename="opinion_reference"):
    """An opinion points at a passage."""

    id = BigSerial(primary_key=True)
    opinion = ForeignKey(Opinion, null=False, default=None, on_delete=OnDelete.restrict)
    passage = ForeignKey(Passage, null=False, default=None, on_delete=OnDelete.restrict, index=True)

    opinion_reference_once = Unique(["opinion", "passage"])


class OpinionAttachment(Table, tablename="opinion_attachment"):
    """A scan or file that came with an opinion; never public."""

    id = BigSerial(primary_key=True)
    opinion = ForeignKey(Opinion, null=False, default=None, on_delete=OnDelete.restrict, index=True)
    storage_key = Varchar(length=100, default=None, null=False)
    file_name = Varchar(length=200, default=None, null=False)
    media_type = Varchar(length=100, default=None, null=False)
    size = BigInt(default=None, null=False)  # bytes
    sha256 = Varchar(length=64, default=None, null=False)
    attached_by = ForeignKey(Staff, null=True, default=None, on_delete=OnDelete.restrict)
    attached_at = Timestamptz(default=TimestamptzNow(), null=False)


class OpinionTally(Table, tablename="opinion_tally"):
    """Differences that add up to the figures; written by a trigger, folded together by a job.

    Nobody waits for a counter, and no page counts a hundred thousand rows.
    """

    id = BigSerial(primary_key=True)
    subject = ForeignKey(Subject, null=False, default=None, on_delete=OnDelete.restrict, index=True)
    channel = Varchar(length=20, default=None, null=False)
    state = Varchar(length=20, default=None, null=False)
    rule = ForeignKey(ModerationRule, null=True, default=None, on_delete=OnDelete.restrict)
    opinions = Integer(default=None, null=False)


class PassageTally(Table, tablename="opinion_passage_tally"):
    """Differences that add up to the published opinions of a passage."""

    id = BigSerial(primary_key=True)
    passage = ForeignKey(Passage, null=False, default=None, on_delete=OnDelete.restrict, index=True)
    opinions = Integer(default=None, null=False)
