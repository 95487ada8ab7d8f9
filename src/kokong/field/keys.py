"""What seals a person's records on a phone: handed to whoever is signed in as them, and to nobody else.

A phone keeps the key while the person is signed in and throws it away with the sign-in; what waits to be sent
is then unreadable on it until the same person signs in there again (`docs/decisions/0059`).
"""

from base64 import b64encode

from django.conf import settings
from django.utils.crypto import salted_hmac


def keys(*, user_id: int) -> list[str]:
    """The person's keys in Base64, 256 bits each: the present one first, then those of the secrets before it.

    They follow from the installation's secret, so they need no table and come with a restored copy; with a
    secret that is being replaced, records sealed under the one before still open.
    """
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [_key(user_id, secret) for secret in secrets]


def _key(user_id: int, secret: str | bytes) -> str:
    seal = salted_hmac("kokong.field.key", str(user_id), secret=secret, algorithm="sha256")
    return b64encode(seal.digest()).decode()
