"""What a password must be, wherever one is set. Pages ask Django's validators through allauth's forms."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from kokong.kernel.errors import UserError

from .models import User


def check(password: str, *, email: str, name: str) -> None:
    """Raises UserError, with every reason, for a password that is too easily guessed."""
    try:
        validate_password(password, User(email=email, name=name))
    except ValidationError as error:
        raise UserError(" ".join([*error.messages, "Nothing was saved."])) from error
