"""A decision and its parts that change only by adjustment once published."""

from piccolo.columns import (
    Array,
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

from backend.decisions.tables.catalogue import Catalogue
from backend.organisation.tables import Staff, Unit


class Decision(Table, tablename="decision"):
    """One matter of the catalogue (事项)."""

    id = Serial(primary_key=True)
    catalogue = ForeignKey(
        Catalogue, null=False, default=None, on_delete=OnDelete.restrict, index=True
    )
    code = Varchar(length=40, default=None, null=False)
    former_code = Varchar(length=40, default="", null=False)  # as a candidate, before it was added
    seq = SmallInt(default=None, null=False)  # within public and non-public apart
    title = Varchar(length=200, default=None, null=False)
    category = SmallInt(default=None, null=False)
    topic = Varchar(length=30, default="other", null=False)
    lead_unit = ForeignKey(Unit, null=False, default=None, on_delete=OnDelete.restrict, index=True)
    contact_unit = ForeignKey(Unit, null=True, default=None, on_delete=OnDelete.restrict)
    contact_name = Varchar(length=40, default="", null=False)
    contact_phone = Varchar(length=40, default="", null=False)
    problem = Text(default="", null=False)
    planned_month = Date(default=None, null=True)  # first day of 拟决策时间
    is_public = Boolean(default=True, null=False)
    nondisclosure_basis = Text(default="", null=False)
    is_by_reference = Boolean(default=False, null=False)  # art. 42: departments and towns
    is_of_wide_concern = Boolean(default=False, null=False)  # art. 32: explain the adoption
    state = Varchar(length=20, default="in_procedure", null=False)
    meeting = Varchar(length=200, default="", null=False)
    decided_on = Date(default=None, null=True)
    doc_no = Varchar(length=100, default="", null=False)
    result_published_on = Date(default=None, null=True)
    evaluation = Text(default="", null=False)
    current_version = Integer(default=None, null=True)  # None: never published
    drafted_by = ForeignKey(Staff, null=True, default=None, on_delete=OnDelete.restrict)
    authors = Array(
        base_column=Integer(), default=[], null=False
    )  # staff who wrote it: not approve
    revision = Integer(default=1, null=False)
    created_at = Timestamptz(default=TimestamptzNow(), null=False)

    decision_code_once = Unique(["code"])
    decision_seq_once = Unique(["catalogue", "is_public", "seq"])
    decision_seq_positive = Check("seq BETWEEN 1 AND 999")
    decision_category_of_the_five = Check("category BETWEEN 1 AND 5")
    decision_topic_known = Check(
        "topic IN ('education_culture','health','resources','environment','utilities','price',"
        "'other')"
    )
    decision_state_known = Check(
        "state IN ('in_procedure','suspended','deferred','executing','evaluating','completed',"
        "'removed')"
    )
    decision_hidden_with_basis = Check("is_public OR nondisclosure_basis <> ''")
    decision_month_is_first_day = Check(
        "planned_month IS NULL OR extract(day FROM planned_month) = 1"
    )


class CoUnit(Table, tablename="decision_co_unit"):
    """A unit that helps (协办单位)."""

    id = Serial(primary_key=True)
    decision = ForeignKey(
        Decision, null=False, default=None, on_delete=OnDelete.cascade, index=True
    )
    unit = ForeignKey(Unit, null=False, default=None, on_delete=OnDelete.restrict)
    position = SmallInt(default=0, null=False)

    co_unit_once = Unique(["decision", "unit"])


class Basis(Table, tablename="decision_basis"):
    """A law, plan or task the decision rests on (决策依据)."""

    id = Serial(primary_key=True)
    decision = ForeignKey(
        Decision, null=False, default=None, on_delete=OnDelete.cascade, index=True
    )
    position = SmallInt(default=0, null=False)
    name = Varchar(length=300, default=None, null=False)
    article = Varchar(length=200, default="", null=False)
    point = Text(default="", null=False)

    basis_position_once = Unique(["decision", "position"])


class ParticipationFigures(Table, tablename="decision_participation_figures"):
    """Figures of a participation that was held outside this platform."""

    id = Serial(primary_key=True)
    decision = ForeignKey(Decision, null=False, default=None, on_delete=OnDelete.cascade)
    received = Integer(default=None, null=False)
    valid = Integer(default=None, null=False)
    adopted = Integer(default=None, null=False)
    partly_adopted = Integer(default=None, null=False)
    not_adopted = Integer(default=None, null=False)

    participation_figures_once = Unique(["decision"])
    participation_figures_reconcile = Check(
        "received >= valid AND valid = adopted + partly_adopted + not_adopted AND adopted >= 0"
        " AND partly_adopted >= 0 AND not_adopted >= 0"
    )
