"""The measures as one Django app that makes each of them known. A measure needs none of its own."""

from functools import partial
from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from kokong.kernel.measure import Measure


class MeasuresConfig(AppConfig):
    """Reads what the measures declare of themselves (`kernel.measure`)."""

    name = "kokong.measures"

    def ready(self) -> None:
        """Tell the rooms below what each measure brings."""
        from kokong.kernel import measure

        for each in measure.everyone():
            _tell(each)


def _tell(one: "Measure") -> None:
    from kokong.kernel import measure, navigation, retention, said
    from kokong.people import api as people

    people.declare(one.may)
    for item in one.rail:
        navigation.offer(item)
    if one.log_words:
        said.declare(measure.load(one.log_words))
    if one.keeping:
        keeping = measure.load(one.keeping)
        keeping.declare_what_stays()
        for rule in keeping.RULES:
            retention.declare(rule)
    _register(one)
    if one.ready:
        measure.load(one.ready)()


def _register(one: "Measure") -> None:
    """Everything that a measure brings to a room below, by the room's own register."""
    from kokong.field import api as field
    from kokong.intake import api as imports
    from kokong.kernel import features, looks, measure
    from kokong.pictures import api as pictures
    from kokong.sending import api as sending

    registers = (
        (one.layers, partial(features.offer, room=one.title)),
        (one.looks, looks.declare),
        (one.subjects, field.register),
        (one.pictures, pictures.register),
        (one.importers, imports.register),
        (one.kinds, sending.declare),
    )
    for names, register in registers:
        for name in names:
            register(measure.load(name))
