"""Reads for staff: catalogues, decisions, adjustments, and what waits for whom."""

from backend.decisions.queries.desk.adjustments import get_adjustment, list_waiting_adjustments
from backend.decisions.queries.desk.catalogues import (
    get_catalogue_for_desk,
    list_catalogues_for_desk,
)
from backend.decisions.queries.desk.decisions import get_decision_for_desk, get_file_for_desk
from backend.decisions.queries.desk.tasks import desk_tasks

__all__ = [
    "desk_tasks",
    "get_adjustment",
    "get_catalogue_for_desk",
    "get_decision_for_desk",
    "get_file_for_desk",
    "list_catalogues_for_desk",
    "list_waiting_adjustments",
]
