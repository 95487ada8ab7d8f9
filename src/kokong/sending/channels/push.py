"""By web push: a title that names nobody and a link, sealed for each of a person's browsers."""

import json
from dataclasses import dataclass, field
from datetime import timedelta
from email.utils import parseaddr
from functools import lru_cache
from typing import Any, Final
from urllib.parse import urlsplit

import requests
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode
from urllib3.exceptions import NewConnectionError

from kokong.kernel import installation

from .values import Carried, Device, ForGood, Letter, Nobody, NotNow, NoWay, Unsure

NAME: Final = "push"
"""Of the secret from which the key is drawn."""
SECONDS: Final = 10.0
KEPT_S: Final = 24 * 3600  # by the gateway, for a phone that is switched off
GATEWAYS: Final = (
    "fcm.googleapis.com",
    ".push.services.mozilla.com",
    ".push.apple.com",
    ".notify.windows.com",
)
"""The makers' own: a browser names the address that we then call, so nothing else is called."""


def is_gateway(endpoint: str) -> bool:
    """Whether notices may be sent there: a browser maker's gateway, over TLS."""
    try:
        address = urlsplit(endpoint)
        port = address.port
    except ValueError:
        return False
    host = address.hostname or ""
    known = any(host == each or (each[0] == "." and host.endswith(each)) for each in GATEWAYS)
    return known and address.scheme == "https" and port in {None, 443} and not address.username


def fit(*, p256dh: str, auth: str) -> bool:
    """Whether a browser's keys are of the right form."""
    try:
        point, secret = urlsafe_base64_decode(p256dh), urlsafe_base64_decode(auth)
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except ValueError:
        return False
    return len(secret) == 16


def public_key() -> str:
    """By which browsers know that a notice comes from this installation.

    Raises InstallationError where this process was given no secret for it.
    """
    raw = (
        _private()
        .public_key()
        .public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    )
    return urlsafe_base64_encode(raw)


@dataclass
class _Told:
    """What the gateways of one person's browsers answered."""

    took: set[int] = field(default_factory=set)
    gone: set[int] = field(default_factory=set)
    unsure: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    later: list[str] = field(default_factory=list)
    nobody: list[str] = field(default_factory=list)
    after: timedelta | None = None


def carry(letter: Letter) -> Carried:
    """Send it to each of the person's browsers; it is sent where one took it.

    Raises NoWay where all are gone, Unsure, NotNow, Nobody, ForGood.
    """
    try:
        _private()
    except installation.InstallationError as error:
        raise NoWay("not_set_up") from error
    told = _Told()
    for device in letter.devices:
        _one(device, letter, told)
    gone = frozenset(told.gone)
    if told.took:
        return Carried(frozenset(told.took), gone)
    if told.unsure:
        raise Unsure(told.unsure[0], gone=gone)
    if told.later:
        raise NotNow(told.later[0], after=told.after, gone=gone)
    if told.nobody:
        raise Nobody(told.nobody[0], gone=gone)
    if told.refused:
        raise ForGood(told.refused[0], gone=gone)
    raise NoWay("device", gone=gone)


def _one(device: Device, letter: Letter, told: _Told) -> None:
    from pywebpush import WebPushException

    try:
        _send(device, letter)
    except WebPushException as error:
        _sort(device, error.response, str(error), told)
    except requests.RequestException as error:
        (told.later if _never_reached(error) else told.unsure).append("push_silent")
    except ValueError:
        told.refused.append("push_keys")
    else:
        told.took.add(device.id)


def _never_reached(error: requests.RequestException) -> bool:
    """No connection came about, so nothing was sent."""
    cause = getattr(error.args[0] if error.args else None, "reason", None)
    return isinstance(error, requests.ConnectTimeout) or isinstance(cause, NewConnectionError)


def _sort(device: Device, answer: Any, words: str, told: _Told) -> None:
    """404 and 410: the browser is gone. 401 and 403: our own key is refused, whoever it is for."""
    status = 0 if answer is None else int(answer.status_code)
    if status in {404, 410}:
        told.gone.add(device.id)
    elif status in {401, 403}:
        told.nobody.append(f"{status} from {urlsplit(device.endpoint).hostname}")
    elif status == 429 or status >= 500:
        told.later.append(f"{status} from {urlsplit(device.endpoint).hostname}")
        wait = str(answer.headers.get("Retry-After", ""))
        if wait.isdigit():
            told.after = max(timedelta(seconds=min(int(wait), KEPT_S)), told.after or timedelta())
    else:
        told.refused.append(f"{status} from {urlsplit(device.endpoint).hostname}" if status else words[:200])


class _Straight(requests.Session):
    """Follows no redirect: a gateway has none."""

    def post(self, url: Any, *args: Any, **given: Any) -> requests.Response:
        return super().post(url, *args, **{**given, "allow_redirects": False})


def _send(device: Device, letter: Letter) -> None:
    from py_vapid import Vapid02
    from pywebpush import webpush

    if not is_gateway(device.endpoint):
        raise ValueError("no gateway's address")
    webpush(
        {"endpoint": device.endpoint, "keys": {"p256dh": device.p256dh, "auth": device.auth}},
        data=json.dumps({"title": letter.shown, "url": letter.url, "tag": letter.tag}),
        vapid_private_key=Vapid02(_private()),
        vapid_claims={"sub": _sub()},  # afresh: the library writes the gateway into it
        timeout=SECONDS,
        ttl=KEPT_S,
        headers={"Urgency": "high" if letter.urgent else "normal"},
        requests_session=_Straight(),
    )


def _sub() -> str:
    """Whom a gateway's keepers may write to; some refuse what is no address."""
    return f"mailto:{parseaddr(installation.current().sender)[1]}"


def _private() -> ec.EllipticCurvePrivateKey:
    return _derived(installation.current().secret(NAME))


@lru_cache(maxsize=2)
def _derived(secret: str) -> ec.EllipticCurvePrivateKey:
    """The same key for as long as the secret stays; with another every browser would have to be asked again."""
    drawn = HKDF(hashes.SHA256(), 48, salt=None, info=b"kokong web push").derive(secret.encode())
    curve = ec.SECP256R1()
    return ec.derive_private_key(int.from_bytes(drawn, "big") % (curve.group_order - 1) + 1, curve)
