"""Contact persons' own pages: the municipality lets them in, under the address that they have proven as members.

They see their group for as long as they look after it: what ends that (`roster`) ends the role for the group, too.
"""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from kokong.kernel import audit
from kokong.kernel.moves import NotYours
from kokong.people import api as people

from . import models as rows
from . import roster, rules
from .values import Refused

ROLE: Final = "contact_person"


@transaction.atomic
def let_in(*, member_id: int, actor: people.Actor, now: datetime) -> bool:
    """Let a contact person in to their group's pages; False where they are invited to an account here first.

    Raises MemberMissing; NotYours; Refused for who looks after nothing, or has not proven their address; UserError
    where the address has been invited already.
    """
    if not actor.may("watch.trust"):
        raise NotYours(_("Your role does not include this. Nothing was changed."))
    row = roster.member_row(member_id)
    group = roster.open_group(row.group_id or 0)
    _must_be_known(row)
    rows.Member.objects.filter(pk=row.pk).update(trusted=now)
    audit.record(action="watch.person_trusted", subject="watch_member", subject_id=row.pk)
    on = ("watch_group", group.pk)
    found = people.mailboxes(user_ids=people.working()).items()
    here = next((user_id for user_id, email in found if email.lower() == row.email.lower()), None)
    if here is None:
        people.invite(actor=actor, email=row.email, name=row.name, roles=[ROLE], on=on, now=now)
        return False
    people.grant(user_id=here, role=ROLE, on=on, now=now)
    return True


def _must_be_known(row: rows.Member) -> None:
    if row.role not in rules.LOOKS_AFTER:
        raise Refused(_("Make them a contact person first. Nothing was changed."))
    if row.proven is None or not row.email:
        raise Refused(
            _("They have not proven an e-mail address yet: invite them by e-mail first. Nothing was changed.")
        )
