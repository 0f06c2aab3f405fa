"""Web Push: encrypted for one browser (RFC 8291), signed with the clinic's own key (VAPID, RFC 8292).

Ours, because it is two short standards over `cryptography`, which the product needs anyway; the library for it
brings two HTTP clients along.
"""

from __future__ import annotations

import base64
import json
import os
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from glidepath.foundation.notify.http import post

RECORD_SIZE = 4096
LONGEST = 2000  # bytes of a notice before encryption; push services take 4096 after it
KEPT_FOR = 12 * 60 * 60  # seconds a push service keeps a notice for a phone that is off
TOKEN_HOLDS = timedelta(hours=12)
CURVE = ec.SECP256R1()


class NotAPushService(ValueError):
    """An address that none of the known push services has: nothing is sent there."""


def encode(raw: bytes) -> str:
    """Base64 for addresses, without the padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    """The way back. Raises ValueError."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def push_is_on() -> bool:
    """Whether this installation has a key to sign with."""
    return bool(settings.GLIDEPATH_PUSH_KEY)


def clinic_key() -> ec.EllipticCurvePrivateKey:
    """The clinic's own key. Raises ValueError for a setting that is no key."""
    return ec.derive_private_key(int.from_bytes(decode(settings.GLIDEPATH_PUSH_KEY), "big"), CURVE)


def raw_public(key: ec.EllipticCurvePublicKey) -> bytes:
    """A public key as browsers write it: 65 bytes."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def is_push_service(endpoint: str) -> bool:
    """Whether an address belongs to one of the push services that the settings name; https alone."""
    parts = urlsplit(endpoint)
    host = parts.hostname or ""
    known = settings.GLIDEPATH_PUSH_SERVICES
    try:
        plain = parts.port in (None, 443) and parts.username is None
    except ValueError:  # a port that is no number
        plain = False
    return plain and parts.scheme == "https" and any(host == name or host.endswith(f".{name}") for name in known)


def send_push(
    *, endpoint: str, public_key: str, secret: str, notice: dict[str, str], urgent: bool, at: datetime
) -> None:
    """Send one notice to one browser. Raises NotAPushService, HttpRefused (404 and 410: it is gone), OSError."""
    if not is_push_service(endpoint):
        raise NotAPushService
    body = encrypt(json.dumps(notice).encode(), decode(public_key), decode(secret))
    headers = {
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(KEPT_FOR),
        "Urgency": "high" if urgent else "normal",
        "Authorization": f"vapid t={token_for(endpoint, at)}, k={encode(raw_public(clinic_key().public_key()))}",
    }
    post(endpoint, headers, body)


def encrypt(
    words: bytes,
    browser_key: bytes,
    secret: bytes,
    own: ec.EllipticCurvePrivateKey | None = None,
    salt: bytes | None = None,
) -> bytes:
    """The body for one browser. `own` and `salt` are drawn anew for each message; tests give the standard's own."""
    if len(words) > LONGEST:
        raise ValueError(f"A notice has at most {LONGEST} bytes")
    own, salt = own or ec.generate_private_key(CURVE), salt or os.urandom(16)
    sender = raw_public(own.public_key())
    shared = own.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, browser_key))
    material = _derive(shared, secret, b"WebPush: info\0" + browser_key + sender, 32)
    key = _derive(material, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derive(material, salt, b"Content-Encoding: nonce\0", 12)
    head = salt + RECORD_SIZE.to_bytes(4, "big") + bytes([len(sender)]) + sender
    return head + AESGCM(key).encrypt(nonce, words + b"\x02", None)


def _derive(material: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=salt, info=info).derive(material)


def token_for(endpoint: str, at: datetime) -> str:
    """Who sends: a token for one push service, signed with the clinic's key, for twelve hours."""
    parts = urlsplit(endpoint)
    says = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int((at + TOKEN_HOLDS).timestamp()),
        "sub": settings.GLIDEPATH_PUSH_CONTACT,
    }
    words = ".".join(encode(json.dumps(part).encode()) for part in ({"typ": "JWT", "alg": "ES256"}, says))
    r, s = utils.decode_dss_signature(clinic_key().sign(words.encode(), ec.ECDSA(hashes.SHA256())))
    return f"{words}.{encode(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"
