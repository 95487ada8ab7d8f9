"""How long it is known who wrote a text. What the municipality has published stays."""

from typing import Final

from django.utils.translation import gettext_noop as _

from kokong.kernel.retention import Keep, stays

from .models import Decision, Revision, Step

RULES: Final = (
    Keep(
        Revision,
        by="at",
        days=730,
        clear="by",
        name="who wrote texts",
        purpose=_("Who wrote a text can be asked about it, for as long as people ask."),
    ),
    Keep(
        Step,
        by="at",
        days=730,
        clear="by said",
        name="who published texts",
        purpose=_("Who approved or published a text can be asked why, for as long as people ask."),
    ),
    Keep(
        Decision,
        by="at",
        days=730,
        clear="by",
        name="who hid articles",
        purpose=_("Who hid an article of the library can be asked why, for as long as people ask."),
    ),
)


def declare_what_stays() -> None:
    """Columns without a period."""
    stays(
        {"texts.Text": "kind slug language state proposed_by", "texts.Step": "move",
         "texts.Decision": "article instead"},
        because="A word from a list of our own, or the end of an address that the municipality chose.",
    )  # fmt: skip
    stays(
        {
            "texts.Revision": "title lead body covers",
            "texts.Decision": "said",
            "texts.Basis": "edition title lead body",
        },
        because="What the municipality says to everybody, and how: a public record, without a person in it.",
    )
