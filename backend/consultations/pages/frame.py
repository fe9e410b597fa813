"""What every page of one consultation has in common: its head and the five tabs."""

from typing import NamedTuple

from backend.consultations.queries import visible
from backend.consultations.schemas.shown import ConsultationShown
from backend.kernel.clock import now
from backend.kernel.language import Text, say
from backend.web.render import PageContext


class Tab(NamedTuple):
    """One of the five tabs local readers know."""

    name: str
    label: Text
    path: str  # after the consultation's own address


TABS = (
    Tab("notice", say("征集公告"), ""),
    Tab("draft", say("草案内容"), "/draft"),
    Tab("note", say("起草说明"), "/drafting-note"),
    Tab("opinions", say("征集意见"), "/opinions"),
    Tab("result", say("意见反馈"), "/result"),
)


class ConsultationPage(PageContext):
    """A page of a consultation; subclasses name their tab."""

    shown: ConsultationShown
    tab: str
    tabs: tuple[Tab, ...] = TABS
    preview: str = ""  # its address while only staff can see it


async def load(slug: str) -> ConsultationShown:
    """Return a published consultation as it stands now; raise NotFound for any other."""
    return await visible.get_consultation(slug, now())
