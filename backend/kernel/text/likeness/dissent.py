"""Who says the contrary of what a group says: named beside the group, never put into it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from backend.kernel.text.likeness.themes import Themes

SHARED = 0.25  # of one unique word's weight, with those who name the same clause
SHARED_ACROSS = 0.7


class Dissent:
    """Voices by what they want, looked up by the words a group has in common."""

    def __init__(self, themes: Themes, contrary: Iterable[tuple[int, int]]) -> None:
        self.themes = themes
        self.contrary: defaultdict[int, set[int]] = defaultdict(set)
        for one, other in contrary:
            self.contrary[one].add(other)
            self.contrary[other].add(one)
        self.speaking = {sign: self._by_word(sign) for sign in (1, -1)}

    def of(self, members: Sequence[int], words: Iterable[str]) -> list[int]:
        """Return the voices that dissent from these, who have these words in common."""
        found = {other for member in members for other in self.contrary[member]}
        sign = sum({self.themes.voices[member].stance.sign for member in members})
        if sign:
            found |= self._against(sign, members, words)
        return sorted(found.difference(members))

    def _against(self, sign: int, members: Sequence[int], words: Iterable[str]) -> set[int]:
        weights = self.themes.weights
        shared: defaultdict[int, float] = defaultdict(float)
        for word in words:
            for place in self.speaking[-sign].get(word, ()):
                shared[place] += weights.words[word]
        voices = self.themes.voices
        clauses = {number for member in members for number in voices[member].spoken.passages}
        return {
            place
            for place, weight in shared.items()
            if weight
            >= weights.heaviest
            * (SHARED if clauses & voices[place].spoken.passages else SHARED_ACROSS)
        }

    def _by_word(self, sign: int) -> Mapping[str, list[int]]:
        places: defaultdict[str, list[int]] = defaultdict(list)
        for place, voice in enumerate(self.themes.voices):
            if voice.stance.sign == sign:
                for word in voice.spoken.words:
                    places[word].append(place)
        return places
