"""The county's gateway for text messages as HUIYIN_SMS_URL names it."""

from backend.kernel.settings import get_settings


def is_configured() -> bool:
    """Whether text messages can go out: a gateway, and an address for the links in them."""
    settings = get_settings()
    return bool(settings.sms_url.get_secret_value() and settings.origin)
