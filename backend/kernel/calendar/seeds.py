"""The years that come with the product, as the State Council's notices give them."""

from pathlib import Path

from backend.kernel.calendar.schemas import PublishedYear

FOLDER = Path(__file__).parents[3] / "seeds" / "calendar"


def known_years() -> tuple[PublishedYear, ...]:
    """Return the years in `seeds/calendar/`, oldest first."""
    return tuple(
        PublishedYear.model_validate_json(path.read_text(encoding="utf-8"))
        for path in sorted(FOLDER.glob("*.json"))
    )
