import os
from pathlib import Path

import pytest
from pydantic import ValidationError

from backend.kernel.settings import Settings


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in [name for name in os.environ if name.startswith("HUIYIN_")]:
        monkeypatch.delenv(name)
    return monkeypatch


def test_an_empty_variable_means_the_default(environment):
    environment.setenv("HUIYIN_PORT", "")
    environment.setenv("HUIYIN_DATA_DIR", "")
    environment.setenv("DATABASE_URL", "")
    settings = Settings()
    assert settings.port == 8000
    assert settings.database_url == ""
    assert settings.data_dir == Settings.model_fields["data_dir"].get_default(
        call_default_factory=True
    )


def test_the_data_directory_does_not_depend_on_where_the_command_is_typed(environment, tmp_path):
    before = Settings().data_dir
    environment.chdir(tmp_path)
    assert Settings().data_dir == before
    assert before.is_absolute()


def test_root_keeps_its_data_outside_every_home(environment):
    environment.setattr(os, "geteuid", lambda: 0)
    assert Settings().data_dir.is_relative_to("/var/lib")
    environment.setattr(os, "geteuid", lambda: 1000)
    assert Settings().data_dir == Path(__file__).parents[2] / ".data"


@pytest.mark.parametrize(
    ("name", "value"), [("PORT", "0"), ("PORT", "x"), ("POOL_SIZE", "1"), ("WEB_WORKERS", "0")]
)
def test_a_value_that_cannot_work_is_refused(environment, name, value):
    environment.setenv(f"HUIYIN_{name}", value)
    with pytest.raises(ValidationError):
        Settings()


def test_secrets_do_not_show_themselves(environment):
    environment.setenv("HUIYIN_SECRET_KEY", "do-not-show-me")
    environment.setenv("HUIYIN_SMTP_URL", "smtp://user:do-not-show-me@mail.example")
    assert "do-not-show-me" not in repr(Settings())
