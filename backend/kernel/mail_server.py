"""The county's mail server as HUIYIN_SMTP_URL names it."""

from urllib.parse import unquote, urlsplit

from aiosmtplib import SMTP

from backend.kernel.settings import get_settings

PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
STARTTLS = {"smtp": None, "smtp+starttls": True, "smtps": False}  # None: where it is offered


def is_configured() -> bool:
    """Whether mail can go out: a server, a sender, and an address for the links in it.

    Without HUIYIN_ORIGIN a link would lead wherever the request claimed to be going, and a
    stranger could have us mail people links to a place of his.
    """
    settings = get_settings()
    return bool(settings.smtp_url.get_secret_value() and settings.mail_from and settings.origin)


def mail_server(*, patience: float) -> SMTP:
    """Return the server, not yet connected; raise ValueError for an address of another kind.

    `patience` is in seconds and holds for each word of the conversation.
    """
    parts = urlsplit(get_settings().smtp_url.get_secret_value())
    if parts.scheme not in PORTS:
        raise ValueError("HUIYIN_SMTP_URL begins with smtp://, smtp+starttls:// or smtps://")
    return SMTP(
        hostname=parts.hostname or "",
        port=parts.port or PORTS[parts.scheme],
        username=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        use_tls=parts.scheme == "smtps",
        start_tls=STARTTLS[parts.scheme],
        timeout=patience,
    )
