"""Secrets at rest: sealed with a key of this installation, or kept only as a keyed hash."""

import hmac
import os
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from backend.kernel.errors import Unavailable
from backend.kernel.language import say
from backend.kernel.settings import get_settings

KEY_FILE = "secret.key"
KEY_SIZE = 32  # bytes
NONCE_SIZE = 12  # bytes, as AES-GCM wants


def seal(text: str, *, purpose: str) -> str:
    """Return the text encrypted for this purpose; another purpose cannot open it."""
    nonce = secrets.token_bytes(NONCE_SIZE)
    sealed = _cipher(purpose).encrypt(nonce, text.encode(), purpose.encode())
    return urlsafe_b64encode(nonce + sealed).decode()


def unseal(sealed: str, *, purpose: str) -> str:
    """Return what was sealed; raise Unavailable when the installation's key has changed."""
    try:
        content = urlsafe_b64decode(sealed)
        nonce, rest = content[:NONCE_SIZE], content[NONCE_SIZE:]
        return _cipher(purpose).decrypt(nonce, rest, purpose.encode()).decode()
    except (InvalidTag, ValueError) as error:
        raise Unavailable(say("系统的加密密钥变了，请联系管理员。")) from error


def keyed_hash(text: str, *, purpose: str) -> str:
    """Return a hash nobody can test guesses against without the installation's key."""
    return hmac.digest(key_for(purpose), text.encode(), "sha256").hex()


@lru_cache(maxsize=64)
def _cipher(purpose: str) -> AESGCM:
    return AESGCM(key_for(purpose))


@lru_cache(maxsize=64)
def key_for(purpose: str) -> bytes:
    """Return the key of one purpose, derived from the installation's one secret."""
    return HKDF(SHA256(), KEY_SIZE, salt=None, info=purpose.encode()).derive(_master())


def _master() -> bytes:
    given = get_settings().secret_key.get_secret_value()
    return given.encode() if given else read_or_make_key(get_settings().data_dir / KEY_FILE)


def read_or_make_key(path: Path) -> bytes:
    """Return the key in the file; the first process to ask makes it, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        fresh = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_hex(KEY_SIZE).encode())
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(fresh, path)  # fails where another process was faster
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_bytes().strip()
