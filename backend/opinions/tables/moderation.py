"""What moderators did, so that it can be undone, and what people said against it."""

from piccolo.columns import BigSerial, ForeignKey, Serial, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.constraints import Check
from piccolo.table import Table

from backend.opinions.tables.moderation_rule import ModerationRule
from backend.opinions.tables.opinion import Opinion
from backend.organisation.tables import Staff


class ModerationAct(Table, tablename="moderation_act"):
    """One opinion moved from one state to another; acts of one batch share its number."""

    id = BigSerial(primary_key=True)
    batch = Varchar(length=32, default=None, null=False, index=True)
    opinion = ForeignKey(Opinion, null=False, default=None, on_delete=OnDelete.restrict, index=True)
    from_state = Varchar(length=20, default=None, null=False)
    to_state = Varchar(length=20, default=None, null=False)
    from_public_text = Text(default=None, null=True)
    rule = ForeignKey(ModerationRule, null=True, default=None, on_delete=OnDelete.restrict)
    reason = Text(default="", null=False)
    acted_by = ForeignKey(Staff, null=False, default=None, on_delete=OnDelete.restrict)
    acted_at = Timestamptz(default=TimestamptzNow(), null=False)
    undone_at = Timestamptz(default=None, null=True)
    undone_by = ForeignKey(Staff, null=True, default=None, on_delete=OnDelete.restrict)

    moderation_act_undone_by_someone = Check("(undone_at IS NULL) = (undone_by IS NULL)")


class Appeal(Table, tablename="opinion_appeal"):
    """A person asks for another look at a withheld opinion (跟帖评论服务管理规定 art. 13)."""

    id = Serial(primary_key=True)
    opinion = ForeignKey(Opinion, null=False, default=None, on_delete=OnDelete.restrict, index=True)
    text = Text(default=None, null=False)
    filed_at = Timestamptz(default=TimestamptzNow(), null=False)
    outcome = Varchar(length=20, default="", null=False)
    answer = Text(default="", null=False)
    answered_by = ForeignKey(Staff, null=True, default=None, on_delete=OnDelete.restrict)
    answered_at = Timestamptz(default=None, null=True)

    opinion_appeal_outcome_known = Check("outcome IN ('','upheld','overturned')")
    opinion_appeal_answered_whole = Check(
        "(outcome = '') = (answered_at IS NULL) AND (outcome = '') = (answered_by IS NULL)"
        " AND (outcome = '' OR answer <> '')"
    )
