"""Templates in one form: what a line may be broken at, and that a page says the same afterwards."""

import re

import pytest
from django.template import engines
from django.utils import translation
from tools.templates import LONGEST, shortened

LONG = "ord " * 40


def drawn(template: str, **shown: object) -> str:
    """What a browser makes of it: white space is one space, and none beside the tag of a block."""
    with translation.override("sv"):
        page = engines["django"].from_string(template).render(shown)
    page = re.sub(r"\s+", " ", page)
    return re.sub(r"\s*(</?(?:p|ul|li|div|section)\b[^>]*>)\s*", r"\1", page).strip()


TEMPLATES = (
    f"<p>{LONG}</p>",
    f'<ul class="kk-rows"><li class="a">{LONG}</li>'
    f'<li><a href="/x/?a=b c" title="två ord">en länk</a>{LONG}</li></ul>',
    '{% load i18n %}<p class="kk-lead">{% blocktranslate count n=n with name=name %}{{ name }}: {{ n }} row of a'
    " very long file.{% plural %}{{ name }}: {{ n }} rows of a very long file that has many of them."
    "{% endblocktranslate %}</p>",
    '{% if n %}<div data-a="{% if n > 1 %}flera{% else %}en{% endif %}" data-b="två">'
    f"{LONG}</div>{{% endif %}}",
)


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_page_says_the_same_in_shorter_lines(template: str) -> None:
    short = shortened(template)
    assert max(map(len, short.split("\n"))) <= LONGEST
    assert shortened(short) == short
    for n in (0, 1, 2):
        assert drawn(short, n=n, name="Fil") == drawn(template, n=n, name="Fil")


@pytest.mark.parametrize(
    "template",
    [
        '<a title="' + LONG + '">x</a>',
        "{% translate '" + LONG + "' %}",
        "<pre>" + LONG + "</pre>",
        "{{ a|default:'" + LONG + "' }}",
        "{# " + LONG + "#}",
    ],
)
def test_what_would_change_stays_long(template: str) -> None:
    assert shortened(template) == template


def test_a_message_for_translators_stays_the_same_message() -> None:
    """Where its own white space counts, it isn't touched."""
    template = "{% blocktranslate %} " + LONG + "{% endblocktranslate %}"
    assert shortened(template) == template
