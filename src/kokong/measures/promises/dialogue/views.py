"""The desk's pages of dialogues."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kokong.kernel import documents, pages
from kokong.people.api import ActorRequest, may

from .. import reading as promises
from . import public_views, reading, rules, words, work
from .forms import AnswerForm, DialogueForm, GroupForm, LeadForm, QuestionForm, TellForm


@may("promise.see")
@require_GET
def listed(request: ActorRequest) -> HttpResponse:
    """All dialogues."""
    found = [(each, words.STATES[each.state]) for each in reading.dialogues()]
    return render(request, "promises/dialogue/list.html", {"dialogues": found})


@may("promise.do")
@require_http_methods(["GET", "POST"])
def new(request: ActorRequest) -> HttpResponse:
    """Begin a dialogue."""
    form = DialogueForm(pages.sent(request))
    return pages.form_page(
        request,
        "promises/dialogue/form.html",
        form,
        keep=lambda: work.begin(draft=form.draft(), now=timezone.now()),
        to=lambda number: ("promises:dialogue", number),
        done=_("The dialogue is begun. Write its questions, then open it."),
        blame="title",
    )


@may("promise.do")
@require_GET
def dialogue(request: ActorRequest, dialogue_id: int) -> HttpResponse:
    """One dialogue: its questions, what was answered, and the themes."""
    found = pages.known_or_404(reading.dialogue, dialogue_id=dialogue_id)
    heard = reading.heard(dialogue_id=dialogue_id)
    titles = {pk: title for pk, title, _n in heard.themes}
    asked = {each.id: each.words for each in found.questions}
    address = public_views.address(request.actor.code, dialogue_id)
    said = [
        (each, asked.get(each.question_id, ""), titles.get(each.theme_id or 0, ""))
        for each in reading.said(dialogue_id=dialogue_id)
    ]
    shown = {
        "dialogue": found,
        "state": words.STATES[found.state],
        "questions": [(each, words.KINDS[each.kind], heard.choices.get(each.id, ())) for each in found.questions],
        "waiting": [each for each in said if not each[2]], "grouped": [each for each in said if each[2]],
        "heard": heard, "ways": [(words.WAYS[way], n) for way, n in heard.ways],
        "steps": [
            (step, words.STEPS[step])
            for step in words.STEPS
            if rules.DIALOGUE.after(found.state, step) is not None
        ],
        "question": QuestionForm(), "tell": TellForm(), "address": address,
        "paper": found.state in {"open", "closed"},
        "lead": LeadForm(promises=_promises(), initial={"promise": found.promise_id}),
    }  # fmt: skip
    return render(request, "promises/dialogue/dialogue.html", shown)


@pages.post("promises:dialogue", "dialogue_id")
@may("promise.do")
def ask(request: ActorRequest, dialogue_id: int) -> HttpResponse:
    """Add a question."""
    form = QuestionForm(pages.sent(request))
    return pages.act(
        request,
        lambda: work.ask(
            dialogue_id=dialogue_id, kind=form.cleaned_data["kind"], question=form.cleaned_data["words"],
            choices=form.cleaned_data["choices"].splitlines(),
        ),
        to=("promises:dialogue", dialogue_id),
        done=_("The question is added."),
        form=form,
    )  # fmt: skip


@pages.post("promises:dialogue", "dialogue_id")
@may("promise.do")
def act(request: ActorRequest, dialogue_id: int, action: str) -> HttpResponse:
    """Open it, close it, drop it."""
    return pages.act(
        request,
        lambda: work.act(dialogue_id=dialogue_id, action=action, now=timezone.now()),
        to=("promises:dialogue", dialogue_id),
        done=_("Done."),
    )


@pages.post("promises:dialogue", "dialogue_id")
@may("promise.do")
def tell(request: ActorRequest, dialogue_id: int) -> HttpResponse:
    """Tell everybody what was heard."""
    form = TellForm(pages.sent(request))
    return pages.act(
        request,
        lambda: work.act(
            dialogue_id=dialogue_id, action="tell", now=timezone.now(), said=form.cleaned_data["said"]
        ),
        to=("promises:dialogue", dialogue_id),
        done=_("Everybody can read what you heard."),
        form=form,
    )


@pages.post("promises:dialogue", "dialogue_id")
@may("promise.do")
def lead(request: ActorRequest, dialogue_id: int) -> HttpResponse:
    """Say which promise came of it."""
    form = LeadForm(pages.sent(request), promises=_promises())
    return pages.act(
        request,
        lambda: work.lead(dialogue_id=dialogue_id, promise_id=form.cleaned_data["promise"]),
        to=("promises:dialogue", dialogue_id),
        done=_("Saved."),
        form=form,
    )


@pages.post("promises:dialogue", "dialogue_id")
@may("promise.do")
def group(request: ActorRequest, dialogue_id: int) -> HttpResponse:
    """Put answers under a theme."""
    pages.known_or_404(reading.dialogue, dialogue_id=dialogue_id)
    known = tuple(int(each) for each in request.POST.getlist("sayings") if each.isdecimal() and len(each) < 18)
    form = GroupForm(pages.sent(request), known=known)
    return pages.act(
        request,
        lambda: work.group(
            dialogue_id=dialogue_id, saying_ids=form.cleaned_data["sayings"], title=form.cleaned_data["title"]
        ),
        to=("promises:dialogue", dialogue_id),
        done=_("Grouped."),
        form=form,
    )


@may("promise.do")
@require_http_methods(["GET", "POST"])
def paper(request: ActorRequest, dialogue_id: int) -> HttpResponse:
    """Enter a sheet that was answered on paper."""
    found = pages.known_or_404(reading.dialogue, dialogue_id=dialogue_id)
    form = AnswerForm(pages.sent(request), dialogue=found, paper=True)
    return pages.form_page(
        request,
        "promises/dialogue/paper.html",
        form,
        keep=lambda: work.answer(
            dialogue_id=dialogue_id, answers=form.answers(), token=form.cleaned_data["sheet"], way="paper",
            now=timezone.now(),
        ),
        to=("promises:paper", dialogue_id),
        done=lambda again: _("The sheet of this number is replaced.") if again else _("The sheet is entered."),
        shown={"dialogue": found},
    )  # fmt: skip


@may("promise.do")
@require_GET
def code(request: ActorRequest, dialogue_id: int) -> HttpResponse:
    """The QR code for a meeting: it leads to the questions."""
    pages.known_or_404(reading.dialogue, dialogue_id=dialogue_id)
    address = f"{public_views.address(request.actor.code, dialogue_id)}?at=meeting"
    return pages.file(documents.code(address).encode(), name=f"dialog-{dialogue_id}.svg", kind="image/svg+xml")


def _promises() -> list[tuple[int, str]]:
    """Promises that may have come of a dialogue."""
    return [(each.id, each.title) for each in promises.promises() if each.state != "dropped"]
