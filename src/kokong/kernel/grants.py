"""What each database role may do with each table: one line a table, and nothing that has no line.

`roles.settle` makes the database agree with this after migrations; `docs/reference/database-roles.md` shows it.
Letters as PostgreSQL has them: r reads, a adds, w changes, d deletes. A dot is nothing at all.
"""

from typing import Final, NamedTuple

PROCESSES: Final = ("web", "worker", "raiser", "receiver", "signin", "command")
"""The roles that are granted something, in the order of the columns; the owner has the tables themselves."""

LETTERS: Final = {"r": "SELECT", "a": "INSERT", "w": "UPDATE", "d": "DELETE"}

# The command line is the administrator at a terminal: it alone makes municipalities and imports places.
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
people_invitation             raw    rd      .       .         .       rd
people_token                  raw    rd      .       .         .       rd
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
tasks_task                    raw    raw     .       .         .       raw
places_building               r      r       .       .         .       rawd
places_dwelling               r      r       .       .         .       rawd
places_importrun              r      r       .       .         .       raw
places_mapfeature             r      r       .       .         .       rawd
places_pathcell               r      r       .       .         .       rawd
places_street                 r      r       .       .         .       raw
places_tile                   raw    r       .       .         .       rawd
incidents_burglary            raw    raw     .       .         .       raw
incidents_burglaryversion     ra     raw     .       .         .       raw
incidents_policepart          raw    raw     .       .         .       raw
incidents_importbatch         raw    rwd     .       .         .       rawd
incidents_importrow           r      rawd    .       .         .       rawd
incidents_newscall            .      rawd    .       .         .       .
incidents_newsevent           rd     rad     .       .         .       rd
incidents_newssetting         rawd   rw      .       .         .       r
ledger_delivery               r      raw     .       .         .       raw
risk_homes                    r      rad     .       .         .       rad
risk_snapshot                 r      rad     .       .         .       rad
risk_run                      ra     rawd    .       .         .       rawd
risk_proposal                 rw     raw     .       .         .       raw
cocoons_cocoon                rw     raw     .       .         .       raw
cocoons_contact               rawd   r       .       .         .       rawd
cocoons_device                raw    rd      .       .         .       raw
cocoons_donotvisit            rawd   rwd     .       .         .       rawd
cocoons_door                  raw    raw     .       .         .       raw
cocoons_followup              rad    rw      .       .         .       rawd
cocoons_preset                rawd   r       .       .         .       rawd
cocoons_round                 raw    rw      .       .         .       raw
cocoons_rounddoor             rad    rad     .       .         .       rad
cocoons_roundvisitor          rad    rd      .       .         .       rad
cocoons_visit                 ra     rw      .       .         .       raw
alarms_account                raw    rw      .       .         .       raw
alarms_alarm                  rw     rw      raw     .         .       raw
alarms_alarmevent             r      rd      a       .         .       rad
alarms_centre                 r      r       .       .         .       ra
alarms_centreoperator         r      r       .       .         .       rad
alarms_contact                rawd   rd      .       .         .       rawd
alarms_event                  r      rwd     .       a         .       rawd
alarms_liveness               r      rd      .       raw       .       rawd
alarms_pending                .      .       rd      a         .       rad
alarms_prefix                 ra     .       .       .         .       ra
alarms_seen                   .      .       .       rawd      .       .
alarms_step                   ra     raw     ra      .         .       raw
alarms_tally                  r      raw     .       .         .       raw
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
    ("alarms_account", "raiser"): {
        "r": "id municipality_id centre_id dwelling_id set_state set_since test_until entry_s exit_s"
        " confirm_minutes plan",
        "w": "set_state set_since",
    },
    ("alarms_account", "receiver"): {
        "r": "id account receiver line prefixed municipality_id centre_id key_sealed transport interval_s quirks"
        " retired",
    },
    ("alarms_event", "raiser"): {"r": "id account_id kind zone still restores received occurred"},
    ("alarms_event", "receiver"): {"r": "id kind part account_id"},
}


# Whom a policy is for, where not for everybody. Looking past a municipality must not hang on a setting alone: any
# statement can make a setting.
_POLICIES: Final = {
    (f"alarms_{table}", policy): processes
    for policy, tables, processes in (
        (
            "tenant",
            "account contact liveness event alarm alarmevent step tally",
            "web worker command",
        ),
        ("process", "account liveness event alarm alarmevent step", "receiver raiser command"),
    )
    for table in tables.split()
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


def tables() -> dict[str, dict[str, str]]:
    """The letters by table and role."""
    _head, *lines = _TABLES.strip("\n").splitlines()
    cells = (line.split() for line in lines)
    return {table: dict(zip(PROCESSES, letters, strict=True)) for table, *letters in cells}


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
        for (table, process), by_letter in _COLUMNS.items()
        for letter, columns in by_letter.items()
        for column in columns.split()
    }
    policies = {
        Grant(process, table, POLICY, policy)
        for (table, policy), processes in _POLICIES.items()
        for process in processes.split()
    }
    return frozenset(whole | some | policies)


def processes_of(table: str, policy: str) -> tuple[str, ...]:
    """For whom a policy is; empty for everybody."""
    return tuple(_POLICIES.get((table, policy), "").split())
