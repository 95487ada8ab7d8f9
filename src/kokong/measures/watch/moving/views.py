"""The coordinator's pages of a group that moves: taken out whole here, taken in there, ended here."""

from typing import Final

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages
from kokong.kernel.bodies import takes_file
from kokong.kernel.widgets import UploadField
from kokong.people.api import ActorRequest, may

from .. import api
from . import giving, package, taking_over

ZIP: Final = "application/zip"


class MovedForm(forms.Form):
    """Who has it now."""

    to = forms.CharField(label=gettext_lazy("Which municipality has it now"), max_length=120)
    taken = forms.BooleanField(label=gettext_lazy("Its coordinator has told us that they have taken it in"))


class FileForm(forms.Form):
    """The file that the other municipality took the group out into."""

    file = UploadField(
        most=package.MOST_BYTES, too_large=gettext_lazy("The file is larger than 4 MB."), accept=".zip",
        label=gettext_lazy("File"),
    )  # fmt: skip


@may("watch.move")
@require_http_methods(["GET", "POST"])
def move(request: ActorRequest, group_id: int) -> HttpResponse:
    """Take the group out whole, and end it here when another municipality has it."""
    found = pages.known_or_404(api.group, group_id=group_id)
    form = MovedForm(pages.sent(request))
    return pages.form_page(
        request,
        "watch/move.html",
        form,
        keep=lambda: giving.hand_over(group_id=group_id, to=form.cleaned_data["to"], now=timezone.now()),
        to=("watch:group", group_id),
        done=_("The group has moved. Its members are told, and what was written of them here is gone."),
        shown=lambda: {"group": found, "untold": giving.untold(group_id=group_id)},
        blame="to",
    )


@may("watch.move")
@require_GET
def whole(request: ActorRequest, group_id: int) -> HttpResponse:  # noqa: ARG001
    """The zip. Reading what is in it is logged."""
    content = pages.known_or_404(giving.whole, group_id=group_id)
    name = _("watch group").replace(" ", "-")
    return pages.file(content, name=f"{name}-{group_id}.zip", kind=ZIP)


@takes_file(package.MOST_BYTES, action="watch.move")
@may("watch.move")
@require_http_methods(["GET", "POST"])
def take_over(request: ActorRequest) -> HttpResponse:
    """Take in a group of another municipality."""
    form = FileForm(pages.sent(request), pages.files(request))
    return pages.form_page(
        request,
        "watch/take_over.html",
        form,
        keep=lambda: taking_over.take_over(content=form.cleaned_data["file"].read(), now=timezone.now()),
        to=lambda done: render(request, "watch/taken_over.html", {"done": done}),
        blame="file",
    )
