"""AES keys and the cipher frames use: CBC with a zero initial vector, random padding before the content."""

from binascii import Error as HexError
from binascii import unhexlify
from secrets import token_bytes

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from .errors import KeyFormatError

_BLOCK = 16
_LENGTHS = (16, 24, 32)
_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-"
_TO_LETTERS = bytes(_LETTERS[byte % 64] for byte in range(256))


class Key:
    """One account's key. Its text form shows the length only."""

    __slots__ = ("_cipher", "material")

    def __init__(self, material: bytes) -> None:
        """Take 16, 24 or 32 bytes; otherwise KeyFormatError."""
        if len(material) not in _LENGTHS:
            raise KeyFormatError("A key is 16, 24 or 32 bytes long.")
        self.material = bytes(material)
        self._cipher = Cipher(AES(self.material), CBC(bytes(_BLOCK)))

    @classmethod
    def from_hex(cls, text: str) -> "Key":
        """Read 32, 48 or 64 hexadecimal digits; otherwise KeyFormatError."""
        try:
            return cls(unhexlify(text.strip()))
        except (HexError, ValueError):
            raise KeyFormatError("A key in hexadecimal is 32, 48 or 64 digits 0–9 and A–F.") from None

    @classmethod
    def from_ascii(cls, text: str) -> "Key":
        """Read 16, 24 or 32 characters used as they are; otherwise KeyFormatError."""
        if not text.isascii() or len(text) not in _LENGTHS:
            raise KeyFormatError("A key in characters is 16, 24 or 32 of them, without accents.")
        return cls(text.encode("ascii"))

    def decrypt(self, ciphertext: bytes) -> bytes:
        """Return the padded plaintext of whole blocks of 16 bytes."""
        return self._cipher.decryptor().update(ciphertext)

    def encrypt(self, plaintext: bytes) -> bytes:
        """Return the ciphertext of whole blocks of 16 bytes."""
        return self._cipher.encryptor().update(plaintext)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Key) and other.material == self.material

    def __hash__(self) -> int:
        return hash(self.material)

    def __repr__(self) -> str:
        return f"Key(AES-{len(self.material) * 8})"


def padding(length: int) -> bytes:
    """Random letters, digits, + and -: no `[`, `]` or `|`, which end padding, and no NUL, where some stop."""
    return token_bytes(length).translate(_TO_LETTERS)


def padding_needed(content: int) -> int:
    """How many bytes of padding (16 to 31) bring `content` bytes to whole blocks."""
    return _BLOCK + -content % _BLOCK
