"""E-mail that people get, sent by the worker so that a slow mail server holds nobody up."""

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from procrastinate.contrib.django import app

from kokong.kernel import installation, tenancy
from kokong.kernel.retrying import AGAIN

from . import invitation_links, members
from .models import Invitation


@app.task(name="kokong.people.invitation", queue="mail", retry=AGAIN, pass_context=False)
def send_invitation(*, municipality_id: int, invitation_id: int) -> None:
    """Say who invited to what, with the link; nothing where it was accepted or withdrawn meanwhile."""
    with tenancy.scope(municipality_id=municipality_id):
        rows = Invitation.objects.filter(accepted=None, withdrawn=None, expires__gt=timezone.now())
        row = rows.select_related("municipality").filter(pk=invitation_id).first()
        if row is None:
            return
        by = members.names(user_ids=frozenset({row.invited_by or 0})).get(row.invited_by or 0, "")
        language = row.municipality.language
    context = {
        "invitation": row,
        "municipality": row.municipality.name,
        "invited_by": by,
        "url": installation.current().url + reverse("people:invitation", args=[invitation_links.secret_of(row)]),
    }
    with translation.override(language):
        subject = " ".join(render_to_string("people/email/invitation_subject.txt", context).split())
        send_mail(subject, render_to_string("people/email/invitation.txt", context), None, [row.email])
