"""Roles and kinds of units."""

from enum import StrEnum

from backend.kernel.language import Text, say


class Role(StrEnum):
    """What a member of staff may do."""

    OFFICE = "office"
    CATALOGUE_EDITOR = "catalogue_editor"
    DRAFTER = "drafter"
    REVIEWER = "reviewer"
    MODERATOR = "moderator"
    AUDITOR = "auditor"

    @property
    def label(self) -> Text:
        """Return the role's name for people."""
        return _ROLES[self]

    @property
    def hint(self) -> Text:
        """Return what the role lets a person do, in a few words."""
        return _ROLE_HINTS[self]


_ROLES = {
    Role.OFFICE: say("平台管理（县政府办公室）"),
    Role.CATALOGUE_EDITOR: say("目录编制（县司法局）"),
    Role.DRAFTER: say("起草"),
    Role.REVIEWER: say("合法性审查"),
    Role.MODERATOR: say("意见审核"),
    Role.AUDITOR: say("监督检查（只读）"),
}
_ROLE_HINTS = {
    Role.OFFICE: say("管理单位和账号，批准和公布目录"),
    Role.CATALOGUE_EDITOR: say("编制全县目录，办理调整，组织审查"),
    Role.DRAFTER: say("起草和办理本单位的事项"),
    Role.REVIEWER: say("出具合法性审查意见"),
    Role.MODERATOR: say("审核公众提交的意见"),
    Role.AUDITOR: say("看全部内容和日志，不能办理"),
}


class UnitKind(StrEnum):
    """Kinds of units, by what the county calls them."""

    GOVERNMENT = "government"
    DEPARTMENT = "department"
    STATIONED = "stationed"
    AFFILIATED = "affiliated"
    UTILITY = "utility"
    ZONE = "zone"
    TOWN = "town"

    @property
    def label(self) -> Text:
        """Return the kind's name for people."""
        return _UNIT_KINDS[self]


_UNIT_KINDS = {
    UnitKind.GOVERNMENT: say("政府"),
    UnitKind.DEPARTMENT: say("政府组成部门"),
    UnitKind.STATIONED: say("驻县单位"),
    UnitKind.AFFILIATED: say("直属单位"),
    UnitKind.UTILITY: say("公共企事业单位"),
    UnitKind.ZONE: say("园区"),
    UnitKind.TOWN: say("镇街"),
}


class SessionStage(StrEnum):
    """How far a session has come."""

    CODE = "code"  # the password was right; the one-time code is wanted
    OPEN = "open"


class Due(StrEnum):
    """What a person must do before anything else."""

    SECOND_FACTOR = "second_factor"
    PASSWORD = "password"  # noqa: S105 - a step, not a secret
    ENROLMENT = "enrolment"


class Counted(StrEnum):
    """By what failed attempts to sign in are counted; locks are taken in this order."""

    ACCOUNT = "account"
    ADDRESS = "address"
    PAIR = "pair"
