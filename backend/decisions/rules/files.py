"""Who may attach files to a decision, and which may be public (信息公开条例 art. 14-17)."""

from backend.decisions.enums import AttachmentKind
from backend.decisions.rules.permissions import may_draft_for
from backend.kernel.language import Text, say
from backend.organisation.enums import Role
from backend.organisation.schemas import StaffMember

MOST_FILES = 200  # a decision; its archive needs about 40


def may_attach(staff: StaffMember, lead_unit: str, kind: AttachmentKind | str) -> bool:
    """Whether this person may attach or remove a file: its unit, and the reviewer's opinion."""
    is_opinion = kind == AttachmentKind.LEGALITY_OPINION
    return may_draft_for(staff, lead_unit) or (is_opinion and staff.has(Role.REVIEWER))


def may_publish(staff: StaffMember, lead_unit: str) -> bool:
    """Whether this person may make a file public or take it down."""
    return may_draft_for(staff, lead_unit)


def refusal_of_publication(
    *, is_public: bool, is_published: bool, is_internal: bool
) -> Text | None:
    """Return why a file cannot be public; None if it can."""
    if not is_public:
        return say("不公开事项的文件不能公开。")
    if not is_published:
        return say("目录公布以后，才能公开文件。")
    return say("内部步骤的文件不能公开。") if is_internal else None
