"""Ways to take part, and the groups whose voice must be heard; each with its name for people."""

from enum import StrEnum

from backend.kernel.language import Text, say


class ParticipationMethod(StrEnum):
    """The ways of art. 14(2), and the reading places and open days of the province's measure."""

    FORUM = "forum"
    HEARING = "hearing"
    FIELD_VISIT = "field_visit"
    WRITTEN = "written"
    PUBLIC_CALL = "public_call"
    SURVEY = "survey"
    POLL = "poll"
    VENUE = "venue"
    OPEN_DAY = "open_day"

    @property
    def label(self) -> Text:
        """Return the way in the law's words."""
        return _METHODS[self]


_METHODS = {
    ParticipationMethod.FORUM: say("座谈会"),
    ParticipationMethod.HEARING: say("听证会"),
    ParticipationMethod.FIELD_VISIT: say("实地走访"),
    ParticipationMethod.WRITTEN: say("书面征求意见"),
    ParticipationMethod.PUBLIC_CALL: say("向社会公开征求意见"),
    ParticipationMethod.SURVEY: say("问卷调查"),
    ParticipationMethod.POLL: say("民意调查"),
    ParticipationMethod.VENUE: say("政务公开专区、图书阅览场所征集"),
    ParticipationMethod.OPEN_DAY: say("政府开放活动征集"),
}


class AffectedGroup(StrEnum):
    """Whom a decision may touch and who is easily overheard (山东省公众参与工作办法, B31)."""

    PRIVATE_FIRMS = "private_firms"
    LABOUR_INTENSIVE_FIRMS = "labour_intensive_firms"
    SMALL_FIRMS = "small_firms"
    DISABLED = "disabled"
    MIGRANT_WORKERS = "migrant_workers"
    WOMEN = "women"
    CHILDREN = "children"

    @property
    def label(self) -> Text:
        """Return the group's name for people."""
        return _GROUPS[self]


_GROUPS = {
    AffectedGroup.PRIVATE_FIRMS: say("民营企业"),
    AffectedGroup.LABOUR_INTENSIVE_FIRMS: say("劳动密集型企业"),
    AffectedGroup.SMALL_FIRMS: say("中小微企业和个体工商户"),
    AffectedGroup.DISABLED: say("残疾人"),
    AffectedGroup.MIGRANT_WORKERS: say("农民工"),
    AffectedGroup.WOMEN: say("妇女"),
    AffectedGroup.CHILDREN: say("未成年人"),
}
