"""Citizens' pages of the catalogue; they ask queries and rules, and decide nothing."""

from backend.decisions.pages.files import public_file
from backend.decisions.pages.index import decision_index
from backend.decisions.pages.show import decision_show
from backend.decisions.pages.versions import version_show
from backend.decisions.pages.years import catalogue_download, catalogue_feed, completion_report

ROUTES = [
    decision_index,
    decision_show,
    version_show,
    public_file,
    completion_report,
    catalogue_download,
    catalogue_feed,
]

__all__ = ["ROUTES"]
