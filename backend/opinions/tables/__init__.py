"""The ledger's tables; what the database can hold, it holds."""

from backend.opinions.tables.imports import ImportedOpinion, OpinionImport
from backend.opinions.tables.moderation import Appeal, ModerationAct
from backend.opinions.tables.moderation_rule import ModerationRule
from backend.opinions.tables.opinion import (
    Opinion,
    OpinionAttachment,
    OpinionReference,
    OpinionTally,
    PassageTally,
)
from backend.opinions.tables.points import (
    Assignment,
    Disposition,
    InternalNote,
    OpinionPoint,
    PointMember,
    SuggestedGroup,
    SuggestedMember,
)
from backend.opinions.tables.report import AdoptionReport, PublishedAnswer
from backend.opinions.tables.subject import Passage, Subject

__all__ = [
    "AdoptionReport",
    "Appeal",
    "Assignment",
    "Disposition",
    "ImportedOpinion",
    "InternalNote",
    "ModerationAct",
    "ModerationRule",
    "Opinion",
    "OpinionAttachment",
    "OpinionImport",
    "OpinionPoint",
    "OpinionReference",
    "OpinionTally",
    "Passage",
    "PassageTally",
    "PointMember",
    "PublishedAnswer",
    "Subject",
    "SuggestedGroup",
    "SuggestedMember",
]
