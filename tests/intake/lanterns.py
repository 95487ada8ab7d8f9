"""A kind of file that no room takes: lanterns to look after, each a task of the desk."""

from datetime import datetime
from typing import Final

from kokong.intake.api import Already, CellProblem, Doubt, Field, Importer, Row, Taken
from kokong.tasks import api as tasks
from kokong.tasks.models import Task

HEADER: Final = "Lykta;Tänd;Olja;Sedan"


def take(row: Row, *, now: datetime) -> Taken:
    """Have somebody look after the lantern."""
    name, oil, since = row.text("name"), row.number("oil"), row.day("since")
    if not name:
        raise CellProblem("The lantern has no name.")
    if since and since > now.date():
        raise CellProblem("It is not there yet.")
    if oil is not None and oil < 0:
        raise CellProblem("It leaks.")
    known = Task.objects.filter(source="lantern", source_id=name).first()
    if known is not None:
        raise Already("The lantern is known.", subject_id=known.pk)
    task_id = tasks.open_task(kind="wish.sign", source="lantern", source_id=name, now=now)
    return Taken(task_id, "Somebody has to light it.", waits=True) if row.yes("lit") is False else Taken(task_id)


def says(task_id: int) -> str:
    """What a row would become."""
    return f"lantern {Task.objects.get(pk=task_id).source_id}"


LANTERNS: Final = Importer(
    name="lanterns",
    title="Import lanterns",
    take=take,
    may="task.do",
    action="lantern.imported",
    back=("tasks:list", "To do"),
    fields=(
        Field("name", "Name", required=True, guesses="lykta, lyktans namn"),
        Field("lit", "Lit", guesses="tänd"),
        Field("oil", "Oil (litres)", guesses="olja"),
        Field("since", "Since", guesses="sedan"),
        Field("owner", "Owner", guesses="ägare", police=True),
    ),
    doubts=(Doubt("town", "whose lanterns are these?", guesses="kommun, stad"),),
    says=says,
    waits="of them are dark",
)
