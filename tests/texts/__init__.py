"""The room `texts` under test: its moment, words to write, and a move by somebody."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from kokong.people.api import Actor
from kokong.texts import api
from kokong.texts.values import Text, Words
from tests.cast import Cast

NOW: Final = datetime(2026, 11, 2, 9, tzinfo=UTC)
HOUR: Final = timedelta(hours=1)
AUTUMN: Final = Words("Höstlov", "Res tryggt.", "Lås *altandörren*.")


def move(cast: Cast, actor: Actor, text: Text, name: str, now: datetime = NOW, **more: Any) -> Text:
    """Somebody leads a text on."""
    with cast.acting(actor):
        asked: dict[str, Any] = {"said": "Stämmer av med er.", "revision": text.newest, "actor": actor, "now": now}
        return api.move(text_id=text.id, move=name, **asked | more)
