"""The demonstration's answers to suggestions: one accepted, one refused."""

from kokong.kernel.scene import Stage

from . import answering, reading

WHY_NOT = "Vi väntar tills vandringen där har gått."


def stage(stage: Stage) -> None:
    """Answer the first two areas for which something is suggested; does nothing where one was answered."""
    with stage.cast.acting("coordinator") as user_id:
        if user_id is None or reading.latest_answers():
            return
        open_ = [each for each in answering.suggest(now=stage.now).areas if each.next]
        for area, accepted in zip(open_, (True, False), strict=False):
            if area.next:
                answering.answer(
                    area_id=area.picture.area_id, measure=area.next.measure, accepted=accepted,
                    reason="" if accepted else WHY_NOT, user_id=user_id, now=stage.now,
                )  # fmt: skip
