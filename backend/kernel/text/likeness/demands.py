"""Whether two texts that sound alike ask for different things: another school, another sum."""

from collections.abc import Iterable, Sequence

from backend.kernel.text.likeness.wording import Wording, named_things


class Demands:
    """The things texts name where they demand something, looked up when first asked for."""

    def __init__(self, wordings: Sequence[Wording]) -> None:
        self.wordings = wordings
        self.things: dict[int, tuple[str, ...]] = {}

    def differ(self, one: int, other: int) -> bool:
        """Whether each of two texts demands something of a thing the other does not know."""
        return self._lack(one, self._things(other)) and self._lack(other, self._things(one))

    def differ_in_sums(self, one: int, other: int) -> bool:
        """Whether each of two texts has a sum, a length or a time the other has not."""
        first, second = self.wordings[one].quantities, self.wordings[other].quantities
        return self._lack(one, second) and self._lack(other, first)

    def _lack(self, place: int, things: Iterable[str]) -> bool:
        return any(thing not in self.wordings[place].bare for thing in things)

    def _things(self, place: int) -> tuple[str, ...]:
        if place not in self.things:
            self.things[place] = named_things(self.wordings[place].stance.demands)
        return self.things[place]
