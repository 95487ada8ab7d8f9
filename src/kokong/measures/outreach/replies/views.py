"""The inbox of replies, one reply with its answer, and what things cost."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages
from kokong.people import api as people
from kokong.people.api import ActorRequest, may

from .. import channels, rules, words
from . import inbox


class AnswerForm(forms.Form):
    """What somebody is answered."""

    text = forms.CharField(
        label=pgettext_lazy("to a letter", "Your answer"), max_length=rules.LONGEST_ANSWER, strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("It goes to them by e-mail, signed by the municipality."),
    )  # fmt: skip


@may("campaign.send")
@require_GET
def listed(request: ActorRequest) -> HttpResponse:
    """What waits for an answer, what is due first at the front; or what is done."""
    done, now = request.GET.get("done") == "1", timezone.now()
    found = inbox.replies(states=("answered", "closed") if done else inbox.OPEN)
    names = people.names(user_ids=frozenset(each.taken_by for each in found if each.taken_by))
    lines = [_line(each, names, late=each.late(now)) for each in found]
    return render(request, "outreach/replies.html", {"replies": lines, "done": done})


def _line(found: inbox.Reply, names: Any, *, late: bool) -> dict[str, Any]:
    channel = channels.find(found.channel)
    return {
        "reply": found, "late": late, "who": names.get(found.taken_by or 0, ""),
        "channel": channel.title if channel else found.channel, "state": words.REPLIES[found.state],
        "tone": "danger" if late else words.REPLY_TONES.get(found.state, "neutral"),
    }  # fmt: skip


@may("campaign.send")
@require_http_methods(["GET", "POST"])
def one(request: ActorRequest, written_id: int) -> HttpResponse:
    """One reply: taken, answered by e-mail, or closed."""
    found = pages.known_or_404(inbox.reply, reply_id=written_id)
    names = people.names(user_ids=frozenset({found.taken_by} if found.taken_by else ()))
    form = AnswerForm(pages.sent(request))
    buttons = [
        (code, label) for code, label in words.REPLY_BUTTONS.items()
        if rules.REPLY.may(code, found.state, request.actor.roles)
    ]  # fmt: skip
    shown = {
        **_line(found, names, late=found.late(timezone.now())), "buttons": buttons,
        "answerable": rules.REPLY.may("answer", found.state, request.actor.roles),
    }  # fmt: skip
    return pages.form_page(
        request,
        "outreach/reply.html",
        form,
        keep=lambda: inbox.answer(reply_id=written_id, text=form.cleaned_data["text"], now=timezone.now()),
        to=("outreach:reply", written_id),
        done=_("Your answer is on its way."),
        shown=shown,
    )


@pages.post("outreach:reply", "written_id")
@may("campaign.send")
def act(request: ActorRequest, written_id: int, doing: str) -> HttpResponse:
    """Take it, give it back, or close it without an answer."""
    done = words.REPLY_DONE.get(doing, "")
    return pages.act(
        request,
        lambda: inbox.act(reply_id=written_id, action=doing, now=timezone.now()),
        to=("outreach:reply", written_id),
        done=done,
    )
