"""The key that opens backups: an age identity, kept anywhere but on the server."""

import os
from pathlib import Path

import pyrage

from .values import BackupError


def make_key(path: Path) -> str:
    """Write a new identity to `path`, for its owner alone, and answer with its public key. Never over another."""
    identity = pyrage.x25519.Identity.generate()
    public = str(identity.to_public())
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(f"# public key: {public}\n{identity}\n")
    except FileExistsError:
        raise BackupError(f"{path} is there already. Nothing was written; choose another name.") from None
    except OSError as error:
        raise BackupError(f"{path} could not be written: {error.strerror}.") from error
    return public


def recipient(text: str) -> "pyrage.x25519.Recipient":
    """Whom backups are encrypted to. Raises BackupError for what is no public key of age."""
    try:
        return pyrage.x25519.Recipient.from_str(text.strip())
    except pyrage.RecipientError as error:
        raise BackupError(
            "That is no public key of age; one begins with age1. `kokong backup-key FILE` makes one."
        ) from error


def identity(path: Path) -> "pyrage.x25519.Identity":
    """The identity in a file, as `make_key` or age-keygen wrote it. Raises BackupError."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        found = next(line.strip() for line in lines if line.startswith("AGE-SECRET-KEY-"))
        return pyrage.x25519.Identity.from_str(found)
    except OSError as error:
        raise BackupError(f"{path} could not be read: {error.strerror}.") from error
    except (StopIteration, UnicodeDecodeError, pyrage.IdentityError) as error:
        raise BackupError(f"{path} holds no secret key of age (a line AGE-SECRET-KEY-…).") from error
