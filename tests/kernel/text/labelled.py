"""The opinions a person grouped by hand: what belongs together, and what must not."""

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

from backend.kernel.text.likeness.groups import groups_of_like
from backend.kernel.text.likeness.saying import Group, GroupKind, Saying

HERE = Path(__file__).parent
TEXTS = {
    comment["comment_id"]: comment["text"]
    for comment in json.loads((HERE / "labelled_comments.json").read_text())
}


class Labelled(NamedTuple):
    saying: Saying
    points: frozenset[str]
    cluster: str | None


@cache
def labelled(consultation: str) -> tuple[Labelled, ...]:
    """The opinions of one consultation, `C1-007` as saying 7."""
    return tuple(
        Labelled(
            Saying(
                int(one["comment_id"][3:]),
                one.get("text") or TEXTS[one["comment_id"]],
                frozenset(one["passages"]),
                one["said_by"],
            ),
            frozenset(one["points"]),
            one["cluster"],
        )
        for one in json.loads((HERE / "labelled_groups.json").read_text())
        if one["comment_id"].startswith(consultation)
    )


@cache
def found_in(consultation: str) -> tuple[Group, ...]:
    return groups_of_like([one.saying for one in labelled(consultation)])


def of_kind(consultation: str, kind: GroupKind) -> list[Group]:
    return [group for group in found_in(consultation) if group.kind is kind]


def cluster(consultation: str, name: str) -> set[int]:
    return {one.saying.id for one in labelled(consultation) if one.cluster == name}
