"""Who wants to hear of what; the indexes with a condition are in the migrations."""

from piccolo.columns import BigInt, Serial, Text, Timestamptz, Varchar
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.constraints import Check, Unique
from piccolo.table import Table


class Subscription(Table, tablename="subscription"):
    """One address that wants to hear of one thing (订阅)."""

    id = Serial(primary_key=True)
    token = Varchar(length=64, default=None, null=False)  # whoever has it may change or end it
    mail_sealed = Text(default=None, null=False)  # empty once ended
    mail_key = Varchar(length=64, default=None, null=False)  # keyed hash; empty once ended
    scope = Varchar(length=20, default=None, null=False)
    key = Varchar(length=80, default="", null=False)  # a code, a slug, a unit's code; by the scope
    rhythm = Varchar(length=10, default="weekly", null=False)
    language = Varchar(length=2, default="zh", null=False)
    origin = Varchar(length=200, default="", null=False)
    state = Varchar(length=10, default="asked", null=False)
    told_up_to = BigInt(default=0, null=False)  # number of the last journal entry told of
    next_at = Timestamptz(default=None, null=True)  # when it is told again; None: not running
    asked_at = Timestamptz(default=TimestamptzNow(), null=False)
    confirmed_at = Timestamptz(default=None, null=True)
    ended_at = Timestamptz(default=None, null=True)

    subscription_token_once = Unique(["token"])
    subscription_scope_known = Check(
        "scope IN ('all','decision','consultation','unit','topic','town','activity')"
    )
    subscription_rhythm_known = Check("rhythm IN ('at_once','daily','weekly')")
    subscription_language_known = Check("language IN ('zh', 'en')")
    subscription_all_has_no_key = Check("(scope = 'all') = (key = '')")
    subscription_state_has_its_times = Check(
        "CASE state WHEN 'asked' THEN confirmed_at IS NULL AND ended_at IS NULL"
        " WHEN 'confirmed' THEN confirmed_at IS NOT NULL AND ended_at IS NULL"
        " WHEN 'ended' THEN ended_at IS NOT NULL ELSE FALSE END"
    )
    subscription_running_when_confirmed = Check("(state = 'confirmed') = (next_at IS NOT NULL)")
    subscription_ended_is_forgotten = Check("(state = 'ended') = (mail_sealed = '')")
