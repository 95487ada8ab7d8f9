"""What each role of the database may do with this room's tables (`kernel.grants`)."""

from typing import Final

# web    worker  raiser  receiver  signin  command
TABLES: Final = """
alarms_account                raw    raw     .       .         .       raw
alarms_alarm                  rw     rw      raw     .         .       raw
alarms_alarmevent             r      rd      a       .         .       rad
alarms_call                   raw    rw      .       .         .       rw
alarms_centre                 r      r       .       .         .       ra
alarms_centreoperator         .      r       .       .         .       rawd
alarms_contact                rawd   rawd    .       .         .       rawd
alarms_event                  r      rwd     a       a         .       rawd
alarms_expected               rawd   rd      rw      .         .       rawd
alarms_handover               ra     rd      .       .         .       rd
alarms_liveness               r      rd      .       raw       .       rawd
alarms_misheard               r      rd      .       rawd      .       rd
alarms_pause                  raw    rwd     r       .         .       rawd
alarms_pending                .      .       rad     a         .       rad
alarms_presence               raw    rd      r       .         .       rd
alarms_prefix                 ra     ra      .       .         .       ra
alarms_reminder               raw    rwd     rw      .         .       rwd
alarms_routine                raw    rd      .       .         .       rawd
alarms_seen                   .      .       .       rawd      .       .
alarms_sender                 r      rd      .       rawd      .       rd
alarms_shiftnote              raw    rd      .       .         .       rd
alarms_step                   ra     raw     ra      .         .       raw
alarms_tally                  r      raw     .       .         .       raw
"""
COLUMNS: Final = {
    ("alarms_centreoperator", "web"): {"r": "id centre_id user_id name supervisor"},
    ("alarms_account", "raiser"): {
        "r": "id municipality_id centre_id dwelling_id set_state set_since test_until entry_s exit_s"
        " confirm_minutes plan retired",
        "w": "set_state set_since",
    },
    ("alarms_account", "receiver"): {
        "r": "id account receiver line prefixed municipality_id centre_id key_sealed transport interval_s quirks"
        " clock_s retired enrolled",
    },
    ("alarms_event", "raiser"): {"r": "id account_id area code kind zone still restores received occurred"},
    ("alarms_reminder", "raiser"): {"r": "id alarm_id due came away_at", "w": "came"},
    ("alarms_event", "receiver"): {"r": "id kind part account_id"},
}
# Whom a policy is for, where not for everybody. Looking past a municipality must not hang on a setting alone: any
# statement can make a setting.
POLICIES: Final = {
    (f"alarms_{table}", policy): processes
    for policy, tables, processes in (
        (
            "tenant",
            "account contact liveness event alarm alarmevent step tally presence misheard pause reminder call"
            " routine handover shiftnote sender expected",
            "web worker command",
        ),
        ("nightly", "handover shiftnote", "worker command"),
        (
            "process",
            "account liveness event alarm alarmevent step presence misheard pause expected reminder sender",
            "receiver raiser command",
        ),
    )
    for table in tables.split()
}
