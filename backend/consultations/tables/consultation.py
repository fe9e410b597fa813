"""A consultation and what is published about it."""

from piccolo.columns import (
    Array,
    BigInt,
    Boolean,
    Date,
    ForeignKey,
    Integer,
    Serial,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.base import OnDelete
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from backend.decisions.tables import Decision
from backend.opinions.tables import Subject
from backend.organisation.tables import Staff, Unit


class Consultation(Table, tablename="consultation"):
    """One draft put to the public (意见征集)."""

    id = Serial(primary_key=True)
    subject = ForeignKey(Subject, null=False, default=None, on_delete=OnDelete.restrict)
    decision = ForeignKey(
        Decision, null=True, default=None, on_delete=OnDelete.restrict, index=True
    )
    slug = Varchar(length=80, default=None, null=False)
    type = Varchar(length=20, default=None, null=False)
    title = Varchar(length=200, default=None, null=False)
    lead_unit = ForeignKey(Unit, null=False, default=None, on_delete=OnDelete.restrict, index=True)
    is_close_to_market = Boolean(default=False, null=False)  # 优化营商环境条例 art. 62
    state = Varchar(length=20, default="draft", null=False)
    opens_on = Date(default=None, null=True)
    closes_on = Date(default=None, null=True)  # the last day one may write
    shortened_reason = Text(default="", null=False)
    shortened_approved_by = Varchar(length=100, default="", null=False)
    announcement = Text(default="", null=False)
    email = Varchar(length=200, default="", null=False)
    phone = Varchar(length=40, default="", null=False)
    postal_address = Varchar(length=200, default="", null=False)
    postcode = Varchar(length=10, default="", null=False)
    envelope_note = Varchar(length=100, default="", null=False)
    venues = Text(default="", null=False)  # one a line
    background = Text(default="", null=False)
    basis = Text(default="", null=False)  # one a line, as are the lists below
    process = Text(default="", null=False)
    main_content = Text(default="", null=False)
    focus_questions = Text(default="", null=False)
    affected_groups = Text(default="", null=False)
    plain_summary = Text(default="", null=False)
    feedback_due_on = Date(default=None, null=True)
    authors = Array(base_column=Integer(), default=[], null=False)  # staff: another one publishes
    submitted_by = ForeignKey(Staff, null=True, default=None, on_delete=OnDelete.restrict)
    published_by = ForeignKey(Staff, null=True, default=None, on_delete=OnDelete.restrict)
    published_at = Timestamptz(default=None, null=True)
    concluded_at = Timestamptz(default=None, null=True)
    created_at = Timestamptz(default=TimestamptzNow(), null=False)
    revision = Integer(default=1, null=False)

    consultation_slug_once = Unique(["slug"])
    consultation_subject_once = Unique(["subject"])
    consultation_slug_shaped = Check("slug ~ '^[a-z0-9][a-z0-9-]{1,79}$'")
    consultation_type_known = Check(
        "type IN ('major_decision','normative_document','catalogue_draft','other')"
    )
    consultation_state_known = Check("state IN ('draft','submitted','published','concluded')")
    consultation_days_forward = Check("closes_on > opens_on")
    consultation_published_whole = Check(
        "state IN ('draft','submitted') OR (opens_on IS NOT NULL AND closes_on IS NOT NULL"
        " AND feedback_due_on IS NOT NULL AND published_at IS NOT NULL"
        " AND published_by IS NOT NULL AND announcement <> '' AND background <> '')"
    )
    consultation_published_by_another = Check("published_by <> submitted_by")
    consultation_concluded_when_answered = Check(
        "(state = 'concluded') = (concluded_at IS NOT NULL)"
    )


class ConsultationOption(Table, tablename="consultation_option"):
    """One of several ways the draft leaves open (条例 art. 12)."""

    id = Serial(primary_key=True)
    consultation = ForeignKey(
        Consultation, null=False, default=None, on_delete=OnDelete.cascade, index=True
    )
    position = SmallInt(default=None, null=False)  # 1 is A
    title = Varchar(length=100, default=None, null=False)
    text = Text(default="", null=False)
    reason = Text(default="", null=False)

    consultation_option_once = Unique(["consultation", "position"])


class InterpretationChange(Table, tablename="interpretation_change"):
    """What was before, what would be after, in plain words."""

    id = Serial(primary_key=True)
    consultation = ForeignKey(
        Consultation, null=False, default=None, on_delete=OnDelete.cascade, index=True
    )
    position = SmallInt(default=None, null=False)
    before = Text(default=None, null=False)
    after = Text(default=None, null=False)

    interpretation_change_once = Unique(["consultation", "position"])


class InterpretationAnswer(Table, tablename="interpretation_answer"):
    """A question people ask about the draft, and its answer."""

    id = Serial(primary_key=True)
    consultation = ForeignKey(
        Consultation, null=False, default=None, on_delete=OnDelete.cascade, index=True
    )
    position = SmallInt(default=None, null=False)
    question = Text(default=None, null=False)
    answer = Text(default=None, null=False)

    interpretation_answer_once = Unique(["consultation", "position"])


class ConsultationFile(Table, tablename="consultation_file"):
    """A file published with the draft."""

    id = Serial(primary_key=True)
    consultation = ForeignKey(
        Consultation, null=False, default=None, on_delete=OnDelete.restrict, index=True
    )
    title = Varchar(length=200, default=None, null=False)
    storage_key = Varchar(length=100, default=None, null=False)
    file_name = Varchar(length=200, default=None, null=False)
    media_type = Varchar(length=100, default=None, null=False)
    size = BigInt(default=None, null=False)  # bytes
    sha256 = Varchar(length=64, default=None, null=False)
    attached_by = ForeignKey(Staff, null=False, default=None, on_delete=OnDelete.restrict)
    attached_at = Timestamptz(default=TimestamptzNow(), null=False)


class ConsultationExtension(Table, tablename="consultation_extension"):
    """A last day that was moved, and why; append-only and public."""

    id = Serial(primary_key=True)
    consultation = ForeignKey(
        Consultation, null=False, default=None, on_delete=OnDelete.restrict, index=True
    )
    kind = Varchar(length=20, default=None, null=False)
    former_on = Date(default=None, null=False)
    until_on = Date(default=None, null=False)
    reason = Text(default=None, null=False)
    extended_by = ForeignKey(Staff, null=False, default=None, on_delete=OnDelete.restrict)
    extended_at = Timestamptz(default=TimestamptzNow(), null=False)

    consultation_extension_kind_known = Check("kind IN ('period','feedback')")
    consultation_extension_forward = Check("until_on > former_on")
    consultation_extension_reason_given = Check("char_length(btrim(reason)) > 0")


class PeriodRule(Table, tablename="consultation_period_rule"):
    """The least period of a type of document, from a day on."""

    id = Serial(primary_key=True)
    type = Varchar(length=20, default=None, null=False)
    is_close_to_market = Boolean(default=False, null=False)
    least_days = SmallInt(default=None, null=False)
    day_count = Varchar(length=10, default="calendar", null=False)
    citation = Varchar(length=300, default=None, null=False)
    valid_from = Date(default=None, null=False)
    valid_until = Date(default=None, null=True)

    consultation_period_rule_once = Unique(["type", "is_close_to_market", "valid_from"])
    consultation_period_rule_days = Check("least_days BETWEEN 0 AND 365")
    consultation_period_rule_count_known = Check("day_count IN ('calendar','working')")
