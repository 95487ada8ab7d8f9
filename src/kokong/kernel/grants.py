"""What each database role may do with each table: one line a table, and nothing that has no line.

`roles.settle` makes the database agree with this after migrations; `docs/reference/database-roles.md` shows it.
Letters as PostgreSQL has them: r reads, a adds, w changes, d deletes. A dot is nothing at all.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any, Final, NamedTuple

from . import folders
from .installation import PROCESSES

LETTERS: Final = {"r": "SELECT", "a": "INSERT", "w": "UPDATE", "d": "DELETE"}

# The command line is the administrator at a terminal: it alone makes municipalities. Places are imported by it,
# and by the worker where a coordinator asked for it.
_TABLES: Final = """
                              web    worker  raiser  receiver  signin  command
kernel_municipality           r      r       r       .         .       raw
kernel_auditentry             ra     ra      a       .         .       ra
kernel_auditseal              r      .       .       .         .       r
kernel_auditwords             ra     rad     .       .         .       rad
kernel_cache                  .      .       .       .         rawd    .
kernel_handledevent           .      rad     .       .         .       rad
kernel_keptview               rawd   rd      .       .         .       rd
kernel_move                   ra      raw     .       .         .       raw
people_membership             raw    rw      .       .         .       raw
people_grant                  raw    r       .       .         .       raw
people_consent                ra      rad     .       .         .       rad
people_invitation             raw    rd      .       .         .       rd
people_token                  raw    rd      .       .         .       rd
people_rightslink             ra     rd      .       .         .       rd
people_rightscase             raw    rd      .       .         .       rd
people_signinrule             raw    .       .       .         .       raw
people_attempt                .      .       .       .         rawd    .
people_user                   .      .       .       .         rawd    .
people_user_groups            .      .       .       .         rd      .
people_user_user_permissions  .      .       .       .         rd      .
account_emailaddress          .      .       .       .         rawd    .
account_emailconfirmation     .      .       .       .         rawd    .
mfa_authenticator             .      .       .       .         rawd    .
socialaccount_socialapp       .      .       .       .         rad     .
socialaccount_socialaccount   .      .       .       .         rawd    .
socialaccount_socialtoken     .      .       .       .         rwd     .
usersessions_usersession      .      .       .       .         rawd    .
django_session                .      .       .       .         rawd    .
auth_group                    .      .       .       .         .       .
auth_group_permissions        .      .       .       .         .       .
auth_permission               .      .       .       .         .       .
django_content_type           .      .       .       .         .       .
django_migrations             r      r       r       .         .       r
sending_message               raw    rawd    .       .         .       rawd
sending_mailing               raw    rawd    .       .         .       rawd
sending_collected             ra     rawd    .       .         .       rawd
sending_captured              r      rad     .       .         .       rd
sending_pace                  .      rawd    .       .         .       r
sending_suppression           rawd   rawd    .       .         .       rawd
sending_preference            raw    rd      .       .         .       rd
sending_quiethours            rawd   rd      .       .         .       rd
sending_pushdevice            rawd   rwd     .       .         .       rd
sending_gateway               r      raw     .       .         .       r
practice_drill                r      r       .       .         .       r
public_publication            rawd   rw      .       .         .       rawd
public_site                   raw    r       .       .         .       raw
public_finding                rawd   rawd    .       .         .       rawd
public_findingword            rawd   rawd    .       .         .       rawd
public_vocabulary             rawd   rawd    .       .         .       rawd
public_earlier                rawd   r       .       .         .       r
public_report                 raw    rd      .       .         .       rd
public_sitename               raw    r       .       .         .       raw
public_sitehost               r      r       .       .         .       rad
public_sitestamp              raw    raw     .       .         .       raw
tasks_task                    raw    raw     .       .         .       raw
meetings_meeting              raw    raw     .       .         .       raw
meetings_invitation           rawd   raw     .       .         .       raw
meetings_walkin               rad    raw     .       .         .       raw
meetings_material             rad    r       .       .         .       rad
meetings_minutes              raw    raw     .       .         .       raw
meetings_agreed               rad    raw     .       .         .       raw
meetings_offer                rawd   rawd    .       .         .       rawd
meetings_feed                 rawd   rd      .       .         .       rd
texts_text                    raw    raw     .       .         .       raw
texts_revision                ra     raw     .       .         .       raw
texts_step                    ra     raw     .       .         .       raw
texts_decision                ra     raw     .       .         .       raw
texts_basis                   raw    r       .       .         .       raw
places_area                   raw    r       .       .         .       raw
places_areafile               rawd   rd      .       .         .       rd
places_outline                raw    r       .       .         .       raw
places_outlinering            ra     r       .       .         .       ra
pictures_picture              raw    rwd     .       .         .       rawd
pictures_content              rawd   rd      .       .         .       rawd
places_building               r      rawd    .       .         .       rawd
places_donotvisit             rawd   rwd     .       .         .       rawd
places_dwelling               raw    raw     .       .         .       rawd
places_importrun              r      ra      .       .         .       raw
places_mapfeature             r      rad     .       .         .       rawd
places_pathcell               r      rad     .       .         .       rawd
places_street                 r      raw     .       .         .       raw
places_tile                   raw    rd      .       .         .       rawd
incidents_burglary            raw    raw     .       .         .       raw
incidents_burglaryversion     ra     raw     .       .         .       raw
incidents_policepart          raw    raw     .       .         .       raw
incidents_newscall            .      rawd    .       .         .       .
incidents_newsevent           rd     rad     .       .         .       rd
incidents_newssetting         rawd   rw      .       .         .       r
ledger_delivery               r      raw     .       .         .       raw
field_device                  raw    rd      .       .         .       rawd
intake_batch                  raw    rw      .       .         .       rawd
intake_batchrow               r      rad     .       .         .       rad
intake_source                 raw    rd      .       .         .       rawd
ledger_month                  r      raw     .       .         .       raw
risk_homes                    r      rad     .       .         .       rad
risk_snapshot                 r      rad     .       .         .       rad
risk_run                      ra     rawd    .       .         .       rawd
risk_proposal                 rw     raw     .       .         .       raw
effect_evaluation             raw    rw      .       .         .       raw
effect_change                 ra     rw      .       .         .       raw
effect_look                   ra     rw      .       .         .       raw
effect_monitorlook            r      ra      .       .         .       ra
effect_spending               ra     rw      .       .         .       raw
effect_publication            rad    rw      .       .         .       rawd
effect_dataset                ra     rw      .       .         .       raw
effect_lot                    raw    rw      .       .         .       raw
effect_lotlook                ra     rw      .       .         .       raw
effect_pool                   ra     rw      .       .         .       raw
effect_poolfile               ra     rw      .       .         .       raw
procrastinate_jobs            a      rawd    a       .         .       rawd
procrastinate_events          a      ra      a       .         .       ra
procrastinate_periodic_defers .      rawd    .       .         .       rw
procrastinate_workers         .      rawd    .       .         .       r
"""

# Where a role needs some columns of a table and must not see the others. A job's arguments may name people; who
# defers one gets its number back, and is told by the lock that such a job waits already.
_COLUMNS: Final = {
    ("procrastinate_jobs", "web"): {"r": "id queueing_lock"},
    ("procrastinate_jobs", "raiser"): {"r": "id queueing_lock"},
}


POLICY: Final = "POLICY"


class Grant(NamedTuple):
    """One privilege of one role; `column` is empty where the whole table is meant.

    With the privilege POLICY the row-level policy called `column` is for the role.
    """

    process: str
    table: str
    privilege: str
    column: str = ""


@cache
def tables() -> dict[str, dict[str, str]]:
    """The letters by table and role: ours, the rooms', and what the measures declare."""
    _head, *lines = _TABLES.strip("\n").splitlines()
    more = [line for part in _declared("TABLES", "") for line in part.strip("\n").splitlines()]
    cells = (line.split() for line in [*lines, *more])
    return {table: dict(zip(PROCESSES, letters, strict=True)) for table, *letters in cells}


def _declared(name: str, nothing: Any) -> Iterator[Any]:
    return (getattr(grants, name, nothing) for grants in folders.modules("grants"))


@cache
def _columns() -> dict[tuple[str, str], dict[str, str]]:
    return _COLUMNS | {place: columns for part in _declared("COLUMNS", {}) for place, columns in part.items()}


@cache
def _policies() -> dict[tuple[str, str], str]:
    return {place: processes for part in _declared("POLICIES", {}) for place, processes in part.items()}


def wanted() -> frozenset[Grant]:
    """Every grant that shall be there."""
    whole = {
        Grant(process, table, LETTERS[letter])
        for table, by_process in tables().items()
        for process, letters in by_process.items()
        for letter in letters.strip(".")
    }
    some = {
        Grant(process, table, LETTERS[letter], column)
        for (table, process), by_letter in _columns().items()
        for letter, columns in by_letter.items()
        for column in columns.split()
    }
    policies = {
        Grant(process, table, POLICY, policy)
        for (table, policy), processes in _policies().items()
        for process in processes.split()
    }
    return frozenset(whole | some | policies)


def processes_of(table: str, policy: str) -> tuple[str, ...]:
    """For whom a policy is; empty for everybody."""
    return tuple(_policies().get((table, policy), "").split())
