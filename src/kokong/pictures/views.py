"""Pictures on pages: added to what they are of, described, blurred, removed, and their bytes."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages
from kokong.kernel.bodies import takes_file
from kokong.people.api import ActorRequest, may

from . import api, forms
from .rules import SIDES


@may("picture.see")
@require_GET
def image(request: ActorRequest, picture_id: int, size: str) -> HttpResponse:
    """The bytes; 404 where there is none for this person."""
    _seen(request, picture_id)
    for known in SIDES:
        if known == size:
            content = pages.known_or_404(api.content, picture_id, known)
            return pages.file(content, name=f"{picture_id}.jpg", kind="image/jpeg", inline=True)
    raise Http404


@takes_file(api.MOST_BYTES, action="picture.change")
@may("picture.change")
@require_http_methods(["GET", "POST"])
def add(request: ActorRequest, about: str, about_id: int) -> HttpResponse:
    """One more picture of something; back to its page."""
    subject = _subject(about)
    if not api.may_change(request.actor, about, about_id):
        raise Http404
    form = forms.AddForm(pages.sent(request), pages.files(request))
    return pages.form_page(
        request,
        "pictures/add.html",
        form,
        keep=lambda: _taken(form, (about, about_id)),
        to=subject.page(about_id),
        done=_("The picture is added."),
        shown=lambda: {"said": subject.said(about_id), "back": subject.page(about_id)},
        blame="picture",
    )


def _taken(form: forms.AddForm, subject: api.About) -> int:
    file = form.cleaned_data["picture"]
    alt = form.cleaned_data["alt"]
    return api.take(content=file.read(), name=file.name, subject=subject, alt=alt, now=timezone.now())


@may("picture.see")
@require_http_methods(["GET", "POST"])
def picture(request: ActorRequest, picture_id: int) -> HttpResponse:
    """One picture in its large size, and what it shows."""
    found = _seen(request, picture_id)
    changes = api.may_change(request.actor, *found.subject)
    if request.method == "POST" and not changes:
        raise Http404
    form = forms.DescribeForm(pages.sent(request), initial={"alt": found.alt})
    return pages.form_page(
        request,
        "pictures/picture.html",
        form,
        keep=lambda: api.describe(picture_id=picture_id, alt=form.cleaned_data["alt"]),
        to=("pictures:picture", picture_id),
        done=_("The words are saved."),
        shown=lambda: {"picture": found, "changes": changes, **_around(found)},
        blame="alt",
    )


@may("picture.change")
@require_http_methods(["GET", "POST"])
def blur(request: ActorRequest, picture_id: int) -> HttpResponse:
    """Rectangles are drawn, and made unrecognisable."""
    found = _changed(request, picture_id)
    form = forms.BlurForm(pages.sent(request))
    return pages.form_page(
        request,
        "pictures/blur.html",
        form,
        keep=lambda: api.blur(picture_id=picture_id, regions=form.wanted),
        to=("pictures:picture", picture_id),
        done=_("The picture is blurred. What was there is gone."),
        shown=lambda: {"picture": found, **_around(found)},
    )


@pages.post("pictures:picture", "picture_id")
@may("picture.change")
def remove(request: ActorRequest, picture_id: int) -> HttpResponse:
    """Take it away."""
    found = _changed(request, picture_id)
    return pages.act(
        request,
        lambda: api.remove(picture_id=picture_id, now=timezone.now()),
        to=_around(found)["back"],
        done=_("The picture is removed."),
    )


def _subject(about: str) -> api.Subject:
    found = api.subject_of(about)
    if found is None:
        raise Http404
    return found


def _around(found: api.Picture) -> dict[str, str]:
    about, about_id = found.subject
    subject = _subject(about)
    return {"said": subject.said(about_id), "back": subject.page(about_id)}


def _seen(request: ActorRequest, picture_id: int) -> api.Picture:
    """The picture, where this person sees it; Http404 else, as for one that never was."""
    found = pages.known_or_404(api.picture, picture_id=picture_id)
    if not api.may_see(request.actor, *found.subject):
        raise Http404
    return found


def _changed(request: ActorRequest, picture_id: int) -> api.Picture:
    """The same, where this person may change it."""
    found = _seen(request, picture_id)
    if not api.may_change(request.actor, *found.subject):
        raise Http404
    return found
