"""What a password must not be; length counts, not a show of special characters."""

import unicodedata

from backend.kernel.language import Text, say

SHORTEST = 10  # characters
LONGEST = 128  # characters
FEWEST_DIFFERENT = 5  # characters
RUNS = (
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "01234567890",
    "1qaz2wsx3edc4rfv",
)
COMMON = (
    "password",
    "passw0rd",
    "p@ssw0rd",
    "admin",
    "welcome",
    "letmein",
    "iloveyou",
    "woaini",
    "5201314",
    "123456",
    "654321",
    "111111",
    "888888",
    "666666",
    "000000",
    "qwerty",
    "abc123",
    "huiyin",
    "qingze",
    "zhengfu",
    "mima",
)
LEAST_OF_ONES_OWN = 6  # characters that remain when a common word is taken out


def normalised(password: str) -> str:
    """Return the password as every keyboard means it: full-width letters made plain."""
    return unicodedata.normalize("NFKC", password).strip()


def password_problem(password: str, *, username: str, name: str = "") -> Text | None:
    """Return what is wrong with a new password, or None."""
    plain = normalised(password)
    if len(plain) < SHORTEST:
        return say("密码至少 {least} 位。", least=SHORTEST)
    if len(plain) > LONGEST:
        return say("密码最多 {most} 位。", most=LONGEST)
    folded = plain.casefold()
    if username.casefold() in folded or (name and name in plain):
        return say("密码里不要带用户名或姓名。")
    if len(set(folded)) < FEWEST_DIFFERENT or _is_a_run(folded):
        return say("这个密码太好猜，请换一个，比如几个不相干的词连在一起。")
    if any(word in folded and len(folded) - len(word) < LEAST_OF_ONES_OWN for word in COMMON):
        return say("这是很多人用的密码，请换一个，比如几个不相干的词连在一起。")
    return None


def _is_a_run(folded: str) -> bool:
    """Whether the password only walks along the keyboard or the alphabet."""
    return any(folded in row * 3 or folded in row[::-1] * 3 for row in RUNS)
