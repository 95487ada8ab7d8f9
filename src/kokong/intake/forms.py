"""What people fill in about a file."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kokong.kernel.widgets import UploadField

from . import importers, questions, words
from .decisions import Decisions
from .files import MAX_BYTES
from .importers import Field
from .understanding import Understood


class UploadForm(forms.Form):
    """The file."""

    file = UploadField(
        most=MAX_BYTES,
        too_large=gettext_lazy("The file is larger than 20 MB. Divide it and import the parts."),
        accept=".csv,.txt,.tsv,.xlsx,.xls,.ods",
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV, XLSX, XLS or ODS, at most 20 MB."),
    )


class MappingForm(forms.Form):
    """For each field, the column that gives it; for each doubtful column, whether to leave it; and what is asked
    about the file's days and words."""

    def __init__(
        self,
        *args: Any,
        fields: Iterable[Field],
        header: list[str],
        doubts: Mapping[str, str],
        asked: Understood,
        decided: Decisions,
        today: date,
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        columns = [("", _("Not in the file")), *((name, name) for name in dict.fromkeys(header) if name)]
        for field in fields:
            self.fields[field.key] = forms.ChoiceField(label=str(field.title), choices=columns, required=False)
        self.doubts = {f"aside_{header.index(name)}": name for name in doubts}
        for key, name in self.doubts.items():
            label = _("Leave “%(column)s”: %(question)s") % {"column": name, "question": doubts[name]}
            self.fields[key] = forms.BooleanField(label=label, required=False, initial=name in decided.aside)
        self.asked, self.decided = asked, decided
        self.questions = dict(questions.fields(asked, decided, today=today))
        self.fields.update(self.questions)

    def mapping(self) -> dict[str, str]:
        """What was chosen."""
        others = self.doubts.keys() | self.questions.keys()
        return {key: name for key, name in self.cleaned_data.items() if name and key not in others}

    def decisions(self) -> Decisions:
        """What was decided: of doubtful columns, days and words."""
        aside = [name for key, name in self.doubts.items() if self.cleaned_data.get(key)]
        return questions.answered(self.asked, self.decided, self.cleaned_data, aside=aside)

    @property
    def choices(self) -> list[forms.BoundField]:
        """The fields of the form that choose a column."""
        return [self[key] for key in self.fields if key not in self.doubts | self.questions]

    @property
    def doubtful(self) -> list[forms.BoundField]:
        """Those that decide what a doubtful column is for."""
        return [self[key] for key in self.doubts]

    @property
    def open(self) -> list[forms.BoundField]:
        """Those that ask about days and words."""
        return [self[key] for key in self.questions]


class SheetForm(forms.Form):
    """Where in the file the table stands."""

    header_at = forms.IntegerField(label=gettext_lazy("The headings stand in row"), min_value=1, max_value=1000)
    header_rows = forms.TypedChoiceField(
        label=gettext_lazy("over"),
        coerce=int,
        choices=[("1", gettext_lazy("one row")), ("2", gettext_lazy("two rows"))],
        required=False,
        empty_value="1",
    )

    def __init__(self, *args: Any, sheets: list[str], **given: Any) -> None:
        super().__init__(*args, **given)
        if len(sheets) > 1:
            names = [(str(at), name) for at, name in enumerate(sheets)]
            choice = forms.TypedChoiceField(label=_("Sheet"), coerce=int, choices=names)
            self.fields = {"sheet": choice, **self.fields}


class FilterForm(forms.Form):
    """Which imports a list shows."""

    importer = forms.ChoiceField(label=gettext_lazy("What"), required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("State"), required=False, choices=[("", gettext_lazy("All")), *words.STATES.items()]
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        kinds = [(name, about) for name, about, _may in importers.kinds()]
        self.fields["importer"] = forms.ChoiceField(
            label=_("What"), required=False, choices=[("", _("All")), *kinds]
        )
