import pytest

from backend.organisation.rules.passwords import normalised, password_problem


@pytest.mark.parametrize(
    "poor",
    [
        "short",
        "九个字的密码不够长",
        "1234567890",
        "0987654321",
        "abcdefghijkl",
        "qwertyuiop",
        "aaaaaaaaaaaa",
        "password123",
        "Passw0rd!!",
        "admin12345",
        "xzhao.mingx123",
        "我是赵明呀，大家好呀",
        "x" * 129,
    ],
)
def test_a_poor_password_is_refused(poor):
    assert password_problem(poor, username="zhao.ming", name="赵明") is not None


@pytest.mark.parametrize(
    "good",
    ["landian-qingze-2026", "蓝电钓鱼西瓜地铁八月雨", "correct horse battery", "Xk3v9mQw2Tz7"],
)
def test_a_long_unrelated_password_is_taken(good):
    assert password_problem(good, username="zhao.ming", name="赵明") is None


def test_full_width_letters_are_the_same_password():
    assert normalised("ｌａｎｄｉａｎ　2026") == "landian 2026"
