"""A field for CommonMark that any room's form can have: a textarea, and with script a page to write on."""

from typing import Any

from django import forms
from django.templatetags.static import static
from django.urls import reverse

from . import rules


class Editor(forms.Textarea):
    """A textarea that the script `texts.js` makes a page on which one writes as it will be shown.

    `pictures`: whether it can have some; its text is then shown with `Words.html`, which knows them.
    What is sent is CommonMark with and without script; `marking.html` makes it what is read.
    """

    template_name = "texts/widgets/editor.html"

    def __init__(self, attrs: dict[str, Any] | None = None, *, pictures: bool = False) -> None:
        self.pictures = pictures
        own = {"rows": 18, "data-commonmark": True, "data-most": rules.LONGEST["body"]}
        super().__init__({**own, **(attrs or {})})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """What the template shows; the script takes its icons from where the page does."""
        own = {"data-icons": static("kokong/icons.svg")}
        if self.pictures:
            look = reverse("pictures:image", args=[0, "large"])
            own |= {"data-pictures": reverse("texts:add-picture"), "data-look": look}
        return super().get_context(name, value, {**own, **(attrs or {})})


class CommonMarkField(forms.CharField):
    """A text in CommonMark, as long as its room allows."""

    widget = Editor

    def __init__(self, *, max_length: int = rules.LONGEST["body"], **given: Any) -> None:
        super().__init__(max_length=max_length, strip=False, **given)
        self.widget.attrs["data-most"] = max_length
