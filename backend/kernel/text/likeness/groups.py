"""Groups like sayings in two steps: copies first, then the same demand in other words.

The result depends on the sayings alone, not on their order, on chance, or on the machine.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from backend.kernel.text.likeness.copies import Copies, copies
from backend.kernel.text.likeness.dissent import Dissent
from backend.kernel.text.likeness.naming import binding_words, common_words
from backend.kernel.text.likeness.saying import Group, GroupKind, Saying
from backend.kernel.text.likeness.themes import Themes, Voice
from backend.kernel.text.likeness.weights import Spoken, product
from backend.kernel.text.likeness.wording import Wording, wording

ORDER = tuple(GroupKind)


@dataclass(frozen=True, slots=True)
class Family:
    """A text with its copies: who sent them, the typical one, and how like it the least like is."""

    sayings: tuple[Saying, ...]
    centre: Saying
    likeness: float
    voice: Voice


def groups_of_like(sayings: Sequence[Saying]) -> tuple[Group, ...]:
    """Return what is worth a person's look as one, the largest of each kind first.

    A saying may be in none. No two near-identical groups share a saying, nor do two similar ones;
    a similar group holds near-identical groups whole. A same-person group is what one sender said
    within a group.
    """
    families, copied = _families(sorted(sayings, key=lambda saying: saying.id))
    found = list(_Grouping(families, copied).groups())
    return tuple(sorted(found, key=_order))


class _Grouping:
    """Families of copies, gathered into themes and looked over for dissent."""

    def __init__(self, families: Sequence[Family], copied: Copies) -> None:
        self.families = families
        self.themes = Themes([family.voice for family in families], copied.apart)
        self.dissent = Dissent(self.themes, copied.contrary)

    def groups(self) -> Iterator[Group]:
        themes = self.themes.found()
        themed = {place for theme in themes for place in theme.members}
        for place, family in enumerate(self.families):
            if len(family.sayings) > 1:
                group = self._group(GroupKind.NEAR_IDENTICAL, [place], family.likeness)
                yield group
                if place not in themed:
                    yield from self._of_one_person(group, [place])
        for theme in themes:
            members = sorted(theme.members)
            group = self._group(GroupKind.SIMILAR, members, self.themes.likeness(theme))
            yield group
            yield from self._of_one_person(group, members)

    def _group(self, kind: GroupKind, places: Sequence[int], likeness: float) -> Group:
        common = common_words([self.families[place].voice.spoken for place in places])
        centre = self.families[self._most_typical(places)].centre
        return Group(
            kind,
            self._ids(places),
            round(min(likeness, 1.0), 4),
            binding_words(centre.text, common, self.themes.weights.words),
            self._ids(self.dissent.of(places, common)),
        )

    def _of_one_person(self, group: Group, places: Sequence[int]) -> Iterator[Group]:
        said: defaultdict[str, list[int]] = defaultdict(list)
        for saying in self._sayings(places):
            if saying.said_by:
                said[saying.said_by].append(saying.id)
        for ids in said.values():
            if len(ids) > 1:
                members = tuple(sorted(ids))
                yield replace(group, kind=GroupKind.SAME_PERSON, members=members, dissenting=())

    def _most_typical(self, places: Sequence[int]) -> int:
        if len(places) == 1:
            return places[0]
        whole = self.themes.of[places[0]].whole
        return max(
            places,
            key=lambda place: (round(product(self.themes.vectors[place], whole), 9), -place),
        )

    def _sayings(self, places: Iterable[int]) -> Iterator[Saying]:
        return (saying for place in places for saying in self.families[place].sayings)

    def _ids(self, places: Iterable[int]) -> tuple[int, ...]:
        return tuple(sorted(saying.id for saying in self._sayings(places)))


def _families(sayings: Sequence[Saying]) -> tuple[list[Family], Copies]:
    """Return every saying in one family of copies; who said the very same comes together first."""
    read = {text: wording(text) for text in dict.fromkeys(saying.text for saying in sayings)}
    same: defaultdict[str, list[Saying]] = defaultdict(list)
    for saying in sayings:
        same[read[saying.text].bare or saying.text].append(saying)
    texts = list(same.values())
    wordings = [read[those[0].text] for those in texts]
    copied = copies(wordings, [len(those) for those in texts])
    families = []
    for found in copied.families:
        those = [saying for place in found.likeness for saying in texts[place]]
        centre, weakest = texts[found.centre][0], min(found.likeness.values())
        families.append(
            Family(tuple(those), centre, weakest, _voice(those, wordings[found.centre]))
        )
    return families, copied


def _voice(sayings: Sequence[Saying], centre: Wording) -> Voice:
    """Return what a family says as one: its centre's words, and the clauses half of it names."""
    named = Counter(number for saying in sayings for number in saying.passages)
    passages = {number for number, times in named.items() if times * 2 >= len(sayings)}
    return Voice(Spoken(centre.words, frozenset(passages)), centre)


def _order(group: Group) -> tuple[int, int, tuple[int, ...]]:
    return ORDER.index(group.kind), -len(group.members), group.members
