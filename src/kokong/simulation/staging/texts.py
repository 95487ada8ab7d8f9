"""The demonstration's own words: news that everybody reads, and one that waits for the police."""

from datetime import datetime
from typing import Final

from kokong.kernel.scene import Cast
from kokong.texts import api as texts

from . import work

_WALK: Final = texts.Words(
    "Trygghetsvandring i Berga den 12 november",
    "Vi går en runda i Berga tillsammans med polisen och fastighetsägarna. Alla som bor där är välkomna.",
    "Vi samlas vid biblioteket klockan 17.30 och går ungefär en timme.\n\n## Det här vill vi veta\n\n"
    "* Var känns det bra att gå, och vad ska vara som det är?\n* Var är det mörkt eller skymt?\n"
    "* Vilka dörrar går inte igen av sig själva?\n\nEfteråt bjuder vi på kaffe. Protokollet läggs ut här.",
)
_DUSK: Final = texts.Words(
    "Nu blir kvällarna mörka",
    "Låt det lysa hemma, även när du är borta.",
    "Kommunen och polisen besöker just nu grannar till hem där det har varit inbrott. "
    "Du får gärna fråga efter legitimation.\n\n## Gör det här i veckan\n\n* Lås även när du är hemma.\n"
    "* Sätt en lampa på timer.\n* Berätta för en granne när du reser bort.\n\n"
    "Ser du något som pågår: ring 112. Tips: [114 14](tel:11414).",
)


def write(cast: Cast, *, now: datetime) -> None:
    """News of the municipality's own, published; and words of both authorities, sent to the police."""
    actor = work.coordinator(cast)
    with cast.acting("coordinator"):
        news = texts.write(kind="news", language="sv", words=_WALK, actor=actor, now=now)
        texts.move(text_id=news.id, move="publish", said="Inbjudan är klar.", revision=1, actor=actor, now=now)
        both = texts.write(kind="news", language="sv", words=_DUSK, both=True, actor=actor, now=now)
        texts.move(
            text_id=both.id, move="propose", said="Stämmer det med era besök?", revision=1, actor=actor, now=now
        )
