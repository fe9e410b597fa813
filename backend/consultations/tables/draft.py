"""Versions of the draft, their clauses, and how clauses carry over from one to the next."""

from piccolo.columns import (
    Boolean,
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

from backend.consultations.tables.consultation import Consultation, ConsultationOption
from backend.opinions.tables import Opinion, OpinionPoint, Passage
from backend.organisation.tables import Staff


class DraftVersion(Table, tablename="draft_version"):
    """One text of the draft; once sealed it never changes."""

    id = Serial(primary_key=True)
    consultation = ForeignKey(
        Consultation, null=False, default=None, on_delete=OnDelete.restrict, index=True
    )
    number = SmallInt(default=None, null=False)
    stage = Varchar(length=10, default="comment", null=False)
    note = Text(default="", null=False)  # what changed, in a sentence
    is_sealed = Boolean(default=False, null=False)
    sha256 = Varchar(length=64, default="", null=False)  # of the sealed clauses
    created_by = ForeignKey(Staff, null=False, default=None, on_delete=OnDelete.restrict)
    created_at = Timestamptz(default=TimestamptzNow(), null=False)
    published_at = Timestamptz(default=None, null=True)
    revision = Integer(default=1, null=False)

    draft_version_once = Unique(["consultation", "number"])
    draft_version_stage_known = Check("stage IN ('comment','final')")
    draft_version_sealed_whole = Check(
        "is_sealed = (sha256 <> '') AND (published_at IS NULL OR is_sealed)"
    )


class Clause(Table, tablename="draft_clause"):
    """A clause as it reads in one version; its passage is the same in every version."""

    id = Serial(primary_key=True)
    version = ForeignKey(
        DraftVersion, null=False, default=None, on_delete=OnDelete.cascade, index=True
    )
    passage = ForeignKey(
        Passage, null=True, default=None, on_delete=OnDelete.restrict, index=True
    )  # None: a heading nobody points at
    position = Integer(default=None, null=False)
    kind = Varchar(length=20, default=None, null=False)
    level = SmallInt(default=0, null=False)
    label = Varchar(length=60, default="", null=False)
    heading = Varchar(length=300, default="", null=False)
    text = Text(default="", null=False)

    draft_clause_position_once = Unique(["version", "position"])
    draft_clause_passage_once = Unique(["version", "passage"])


class CarryOver(Table, tablename="clause_carry_over"):
    """From a clause of the version before to one of this; either side may be missing."""

    id = Serial(primary_key=True)
    version = ForeignKey(
        DraftVersion, null=False, default=None, on_delete=OnDelete.cascade, index=True
    )  # the later one
    former = ForeignKey(Passage, null=True, default=None, on_delete=OnDelete.restrict)
    passage = ForeignKey(Passage, null=True, default=None, on_delete=OnDelete.restrict)
    kind = Varchar(length=10, default=None, null=False)

    clause_carry_over_once = Unique(["version", "former", "passage"])
    clause_carry_over_kind_known = Check(
        "kind IN ('kept','changed','moved','split','merged','removed','added')"
    )
    clause_carry_over_sides = Check(
        "(kind = 'added') = (former IS NULL) AND (kind = 'removed') = (passage IS NULL)"
    )


class ClauseCause(Table, tablename="clause_cause"):
    """A clause of the final text reads as it does because of an opinion point."""

    id = Serial(primary_key=True)
    version = ForeignKey(
        DraftVersion, null=False, default=None, on_delete=OnDelete.cascade, index=True
    )
    passage = ForeignKey(Passage, null=False, default=None, on_delete=OnDelete.restrict)
    point = ForeignKey(
        OpinionPoint, null=False, default=None, on_delete=OnDelete.cascade, index=True
    )

    clause_cause_once = Unique(["version", "passage", "point"])


class OptionPreference(Table, tablename="option_preference"):
    """Which option an opinion prefers."""

    id = Serial(primary_key=True)
    opinion = ForeignKey(Opinion, null=False, default=None, on_delete=OnDelete.restrict)
    option = ForeignKey(
        ConsultationOption, null=False, default=None, on_delete=OnDelete.restrict, index=True
    )

    option_preference_once = Unique(["opinion"])
