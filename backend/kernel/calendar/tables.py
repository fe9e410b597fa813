"""Days that depart from the week, and the notices that make a year's days known."""

from piccolo.columns import Date, Serial, SmallInt, Text, Varchar
from piccolo.constraints import Check
from piccolo.table import Table


class CalendarDay(Table, tablename="calendar_day"):
    """One day off, or one worked weekend day."""

    id = Serial(primary_key=True)
    day = Date(default=None, null=False, unique=True)
    kind = Varchar(length=20, default=None, null=False)
    name = Varchar(length=40, default=None, null=False)
    source = Text(default="", null=False)

    calendar_day_kind_fits_weekday = Check(
        "(kind = 'holiday' AND extract(isodow FROM day) < 6)"
        " OR (kind IN ('makeup_workday','holiday_on_weekend') AND extract(isodow FROM day) >= 6)"
    )


class CalendarNotice(Table, tablename="calendar_notice"):
    """The State Council's notice for one year; without it the year is not published yet."""

    id = Serial(primary_key=True)
    year = SmallInt(default=None, null=False, unique=True)
    title = Varchar(length=200, default=None, null=False)
    doc_no = Varchar(length=100, default="", null=False)
    source = Text(default="", null=False)

    calendar_notice_year_plausible = Check("year BETWEEN 2000 AND 2100")
