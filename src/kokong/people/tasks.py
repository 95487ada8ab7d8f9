"""Jobs of the edition before, which may still wait when this one starts."""

from procrastinate.contrib.django import app

from kokong.kernel import tenancy
from kokong.kernel.events import emit
from kokong.kernel.retrying import AGAIN

from .events import PersonInvited


@app.task(name="kokong.people.invitation", queue="mail", retry=AGAIN, pass_context=False)
def send_invitation(*, municipality_id: int, invitation_id: int) -> None:
    """An invitation is now a message like others; what waited for its letter is told so."""
    with tenancy.scope(municipality_id=municipality_id):
        emit(PersonInvited(invitation_id))
