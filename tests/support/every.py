"""One rule for many files is one test: thousands of tiny ones take longer to run than to check."""

from collections.abc import Callable, Iterable


def of_every(names: Iterable[str]) -> Callable[[Callable[[str], None]], Callable[[], None]]:
    """Make a check of one file a test of all of them, which tells of each that does not pass."""
    files = list(names)
    assert files, "a check of nothing passes always"

    def tested(check: Callable[[str], None]) -> Callable[[], None]:
        def test() -> None:
            broken = [line for name in files if (line := _told(check, name))]
            assert not broken, "\n".join(broken)

        test.__name__, test.__doc__ = check.__name__, check.__doc__
        return test

    return tested


def _told(check: Callable[[str], None], name: str) -> str:
    try:
        check(name)
    except AssertionError as failed:
        return f"{name}: {failed}"
    return ""
