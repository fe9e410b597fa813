"""Tables somebody sent in, as they were read and corrected; nothing of them is a decision yet."""

from piccolo.columns import JSONB, ForeignKey, Integer, Serial, SmallInt, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.constraints import Check
from piccolo.table import Table

from backend.organisation.tables import Staff


class CatalogueImport(Table, tablename="catalogue_import"):
    """One table on its way into a year's catalogue."""

    id = Serial(primary_key=True)
    year = SmallInt(default=None, null=False)
    category = SmallInt(default=None, null=True)  # for rows that name none
    file_name = Varchar(length=100, default=None, null=False)
    sheets = JSONB(default=None, null=False)  # a list of grids
    sheet = SmallInt(default=0, null=False)  # which of them is read
    layout = JSONB(default=None, null=False)
    corrections = JSONB(default={}, null=False)  # by row, counted from 1
    state = Varchar(length=20, default="open", null=False)
    revision = Integer(default=1, null=False)
    created_by = ForeignKey(
        Staff, null=False, default=None, on_delete=OnDelete.restrict, index=True
    )
    created_at = Timestamptz(default=TimestamptzNow(), null=False)
    closed_at = Timestamptz(default=None, null=True)  # confirmed or discarded

    catalogue_import_state_known = Check("state IN ('open','confirmed','discarded')")
    catalogue_import_closed_once = Check("(state = 'open') = (closed_at IS NULL)")
    catalogue_import_year_plausible = Check("year BETWEEN 2000 AND 2100")
    catalogue_import_category_of_the_five = Check("category BETWEEN 1 AND 5")
