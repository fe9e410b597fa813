"""Settings from the environment, read once; `docs/operations.md` lists them in one table."""

import hashlib
import json
import os
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


def _usual_data_dir() -> Path:
    checkout = Path(__file__).resolve().parents[2]
    if os.geteuid() != 0:
        return checkout / ".data"
    return Path("/var/lib") / f"huiyin-{hashlib.sha256(os.fsencode(checkout)).hexdigest()[:8]}"


def _one_json_object(template: str) -> str:
    """Refuse what is no JSON object, or would send no number or no words."""
    try:
        is_object = isinstance(json.loads(template), dict)
    except ValueError as error:
        raise ValueError("it is no JSON") from error
    if not is_object or "{phone}" not in template or "{text}" not in template:
        raise ValueError("it needs to be a JSON object with {phone} and {text} in its texts")
    return template


class Settings(BaseSettings):
    """Every knob of the product; names are the environment variables, with the prefix HUIYIN_."""

    model_config = SettingsConfigDict(
        env_prefix="HUIYIN_", frozen=True, extra="ignore", env_ignore_empty=True
    )

    database_url: str = Field(
        default="",
        validation_alias="DATABASE_URL",
        description="PostgreSQL 15 or newer. Empty: the embedded one, in the data directory.",
    )
    data_dir: Path = Field(
        default_factory=_usual_data_dir,
        description="Files and the embedded database. Empty: `.data` in the checkout; for root"
        " `/var/lib/huiyin-…`, because PostgreSQL runs as a user of its own.",
    )
    host: str = Field(default="127.0.0.1", description="Address the web processes listen on.")
    port: int = Field(default=8000, ge=1, le=65535, description="Port they listen on.")
    web_workers: int = Field(default=2, ge=1, le=64, description="Web processes.")
    pool_size: int = Field(default=10, ge=2, le=200, description="Connections a process may hold.")
    origin: str = Field(
        default="",
        description="Public address, such as https://hy.example.gov.cn; empty: as asked, and no"
        " mail is sent.",
    )
    secret_key: SecretStr = Field(
        default=SecretStr(""),
        description="Encrypts secrets at rest. Empty: made once and kept in the data directory.",
    )
    is_behind_tls: bool = Field(default=False, description="Send HSTS, mark cookies Secure.")
    trusted_proxy_hops: int = Field(
        default=0, ge=0, le=5, description="Proxies in front whose X-Forwarded-For is believed."
    )
    is_cache_on: bool = Field(default=True, description="Keep finished public pages in memory.")
    address_limit_per_hour: int = Field(
        default=300,
        ge=1,
        le=100_000,
        description="Opinions, answers or sign-ups an hour from one network address (a village may"
        " share one); what comes beyond is taken, and read by a person before it is shown.",
    )
    address_limit_utmost: int = Field(
        default=3000,
        ge=1,
        le=1_000_000,
        description="How many are taken from one address at the very most; beyond it the form"
        " comes back with everything typed.",
    )
    proof_of_work_bits: int = Field(
        default=14,
        ge=0,
        le=22,
        description="Work a browser does while a person writes; each bit doubles it, 0: none.",
    )
    feedback_working_days: int = Field(
        default=20,
        ge=1,
        le=250,
        description="Working days from the last day of a consultation to its answers.",
    )
    concentrated_opinions: int = Field(
        default=5,
        ge=2,
        le=10_000,
        description="From so many opinions on a point it is of wide concern: not adopting it must"
        " be explained in detail.",
    )
    concentrated_reason: int = Field(
        default=30, ge=1, le=1000, description="Characters such an explanation has at least."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="How much is logged: DEBUG, INFO, WARNING or ERROR."
    )

    smtp_url: SecretStr = Field(
        default=SecretStr(""),
        description="smtp://user:password@host:port (encrypted where the server offers it),"
        " smtp+starttls://… (or not at all), or smtps://…",
    )
    mail_from: str = Field(
        default="", description="Sender of every mail, such as huiyin@hy.example.gov.cn."
    )
    mail_per_minute: int = Field(
        default=0,
        ge=0,
        le=100_000,
        description="Mails a minute at most, evenly apart, where the server asks for it; 0: as"
        " fast as it takes them.",
    )

    sms_url: SecretStr = Field(
        default=SecretStr(""),
        description="Web address of a gateway for text messages, which gets one POST for each."
        " Empty: none are written.",
    )
    sms_secret: SecretStr = Field(
        default=SecretStr(""),
        description="Key of the signature in X-Huiyin-Signature: HMAC-SHA256, in hexadecimal, of"
        " X-Huiyin-Timestamp, a full stop and the body. Empty: not signed.",
    )
    sms_body: Annotated[str, AfterValidator(_one_json_object)] = Field(
        default='{"phone": "{phone}", "text": "{text}", "id": "{id}"}',
        description="What the gateway is sent: JSON with {phone}, {text} and {id} in its texts.",
    )
    sms_per_minute: int = Field(
        default=0,
        ge=0,
        le=100_000,
        description="Text messages a minute at most, evenly apart, as the contract with the gateway"
        " allows; 0: as fast as it takes them.",
    )

    session_idle_minutes: int = Field(
        default=30, ge=5, description="Signed out after so long idle."
    )
    session_hours: int = Field(
        default=10, ge=1, description="Signed out after so long in any case."
    )
    is_second_factor_required: bool = Field(
        default=True, description="Staff must enrol a one-time-code app before they may work."
    )

    county_name: str = Field(default="青泽县", description="Short name, beside 回音.")
    county_code: str = Field(default="QZ", description="Prefix of decision numbers.")
    sponsor: str = Field(default="青泽县人民政府办公室", description="主办单位, in the footer.")
    organiser: str = Field(default="县司法局、县大数据中心", description="承办单位, in the footer.")
    contact_phone: str = Field(default="0000-8800001", description="Contact, in the footer.")
    site_code: str = Field(default="0000000001", description="网站标识码.")
    icp_licence: str = Field(default="ICP备案号（待填）", description="ICP 备案号.")
    police_licence: str = Field(default="公安备案号（待填）", description="公安备案号.")
    error_report_url: str = Field(
        default="https://zfwzzc.www.gov.cn/", description="我为政府网站找错."
    )
    emblem_path: str = Field(default="", description="County emblem under static/, if any.")


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    """Return the one set of settings of this process."""
    return Settings()
