"""E-mail that people get, sent by the worker so that a slow mail server holds nobody up."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from procrastinate.contrib.django import app

from kokong.kernel import installation
from kokong.kernel.retrying import AGAIN

from .models import User


@app.task(name="kokong.people.invite", queue="mail", retry=AGAIN, pass_context=False)
def send_invitation(*, user_id: int, municipality: str, invited_by: str) -> None:
    """Say who invited to what, with a link that sets a password where the account has none yet."""
    user = User.objects.get(pk=user_id)
    context = {
        "user": user,
        "municipality": municipality,
        "invited_by": invited_by,
        "url": _address(user),
        "fresh": not user.has_usable_password(),
        "days": settings.PASSWORD_RESET_TIMEOUT // 86_400,
    }
    with translation.override(user.language or "sv"):
        subject = " ".join(render_to_string("people/email/invitation_subject.txt", context).split())
        send_mail(subject, render_to_string("people/email/invitation.txt", context), None, [user.email])


def _address(user: User) -> str:
    site = installation.current().url
    if user.has_usable_password():
        return site + reverse("account_login")
    key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return site + reverse("account_reset_password_from_key", kwargs=key)
