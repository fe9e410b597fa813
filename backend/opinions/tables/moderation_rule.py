"""By which rules an opinion may be withheld: dated, cited, worded for the person it concerns."""

from piccolo.columns import Boolean, Date, Serial, SmallInt, Text, Varchar
from piccolo.constraints import Check
from piccolo.table import Table


class ModerationRule(Table, tablename="moderation_rule"):
    """One rule of the published 审核规则."""

    id = Serial(primary_key=True)
    code = Varchar(length=30, default=None, null=False, unique=True)
    title = Varchar(length=60, default=None, null=False)
    explanation = Text(default=None, null=False)
    citation = Varchar(length=200, default=None, null=False)
    route = Varchar(length=20, default="", null=False)  # where it is passed on to
    is_answered = Boolean(default=True, null=False)  # False: not a valid opinion, not disposed of
    position = SmallInt(default=0, null=False)
    valid_from = Date(default=None, null=False)
    valid_until = Date(default=None, null=True)

    moderation_rule_route_known = Check("route IN ('','hotline','discipline','safety')")
    moderation_rule_forward = Check("valid_until > valid_from")
