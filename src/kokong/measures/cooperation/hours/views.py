"""The pages of hours: all measures, and one with its months and corrections."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import pages
from kokong.people import api as people
from kokong.people.api import ActorRequest, may

from ..best.reading import measure_words
from . import correcting, reading, rules, words
from .forms import CorrectForm, RateForm


@may("cooperation.see")
@require_GET
def hours(request: ActorRequest) -> HttpResponse:
    """What each measure took in the last twelve months, and what one of it cost."""
    asked = "kronor" in request.GET
    form = RateForm(request.GET if asked else None, initial={"kronor": rules.KRONOR})
    rate = form.cleaned_data["kronor"] if asked and form.is_valid() else rules.KRONOR
    names = measure_words()
    rows = [
        (each, names[each.measure], words.EACH[each.unit], each.kronor(rate))
        for each in reading.took(now=timezone.now())
    ]
    about = {"rows": [row for row in rows if row[0].hours or row[0].units], "form": form, "rate": rate}
    return render(request, "cooperation/hours/hours.html", about, status=422 if asked and form.errors else 200)


@may("cooperation.see")
@require_http_methods(["GET", "POST"])
def measure(request: ActorRequest, measure: str) -> HttpResponse:
    """One measure: hours by month, and corrections."""
    now, names = timezone.now(), measure_words()
    took = next((each for each in reading.took(now=now) if each.measure == measure), None)
    if took is None:
        raise Http404
    form = CorrectForm(pages.sent(request), months=[each.month for each in took.months])
    if request.method == "POST" and not request.actor.may("cooperation.do"):
        raise Http404
    corrections = reading.corrections(measure=measure)
    who = people.names(user_ids=frozenset(each.user_id for each in corrections if each.user_id))
    return pages.form_page(
        request, "cooperation/hours/measure.html", form,
        keep=lambda: correcting.correct(
            measure=measure, user_id=request.actor.user_id, now=now, **form.cleaned_data
        ),
        to=("cooperation:hours-measure", measure),
        done=_("Kept. What was reckoned stays beside it."),
        shown={
            "took": took, "name": names[measure], "each": words.EACH[took.unit],
            "corrections": [(each, who.get(each.user_id or 0, "")) for each in corrections],
        },
        blame="reason",
    )  # fmt: skip
