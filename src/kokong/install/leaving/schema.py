"""A municipality's tables, as the database's own catalogue has them: none can be forgotten.

Which of a table's rows are the police's is asked of its row-level security: those that the municipality's most
trusted people don't see and the police do.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import psycopg

from kokong.kernel.keys import TENANT

from .values import Part

Connection = psycopg.Connection[tuple[object, ...]]
ACCOUNTS: Final = "people_user"
MUNICIPALITY: Final = "kernel_municipality"
LINES: Final = "kernel_auditentry"
WORDS: Final = "kernel_auditwords"

_COLUMNS: Final = """
SELECT c.relname, a.attname, format_type(a.atttypid, NULL), a.attnotnull, a.attgenerated <> ''
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
    AND (c.relname = 'kernel_municipality'
        OR EXISTS (SELECT FROM pg_attribute t WHERE t.attrelid = c.oid AND t.attname = %s AND NOT t.attisdropped))
ORDER BY c.relname, a.attnum
"""
_KEYS: Final = """
SELECT c.relname, a.attname FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
WHERE i.indisprimary AND c.relnamespace = 'public'::regnamespace
"""
_REFERENCES: Final = """
SELECT s.relname, a.attname, t.relname FROM pg_constraint f
JOIN pg_class s ON s.oid = f.conrelid AND s.relnamespace = 'public'::regnamespace
JOIN pg_class t ON t.oid = f.confrelid
JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = f.conkey[cardinality(f.conkey)]
WHERE f.contype = 'f'
"""
_POLICIES: Final = """
SELECT c.relname, string_agg('(' || pg_get_expr(p.polqual, p.polrelid) || ')', ' OR ')
FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
WHERE p.polpermissive AND p.polcmd IN ('*', 'r') AND pg_get_expr(p.polqual, p.polrelid) LIKE '%%police%%'
GROUP BY c.relname
"""


@dataclass(frozen=True)
class Column:
    """One column. `to` is the table that it points at, where the database knows."""

    name: str
    type: str
    required: bool
    to: str = ""


@dataclass(frozen=True)
class Table:
    """A municipality's table: its columns but those that the database computes, its key, and its policy."""

    name: str
    key: str
    columns: Sequence[Column] = field(default_factory=tuple)
    policy: str = ""

    @property
    def mine(self) -> str:
        """SQL for "the municipality's own", with its number as the first parameter."""
        return f"{self.name}.{'id' if self.name == MUNICIPALITY else TENANT} = %s"


def tables(connection: Connection) -> Mapping[str, Table]:
    """The municipality's own row, and every table with its column; the database's own list."""
    keys = {str(table): str(column) for table, column in connection.execute(_KEYS)}
    to = {(str(table), str(column)): str(target) for table, column, target in connection.execute(_REFERENCES)}
    policies = {str(table): str(policy) for table, policy in connection.execute(_POLICIES)}
    found: dict[str, list[Column]] = {}
    for table, column, type_, required, generated in connection.execute(_COLUMNS, [TENANT]):
        columns = found.setdefault(str(table), [])
        if not generated:
            columns.append(Column(str(column), str(type_), bool(required), to.get((str(table), str(column)), "")))
    return {
        name: Table(name, keys[name], tuple(columns), policies.get(name, "")) for name, columns in found.items()
    }


def condition(table: Table, part: Part, number: int) -> str:
    """SQL for the rows of a part."""
    if table.name == WORDS:
        police = f"EXISTS (SELECT FROM {LINES} e WHERE e.words = kernel_auditwords.digest AND e.police)"
    elif table.policy:
        theirs = _as(table.policy, "police", "officer,police_auditor", number)
        ours = _as(table.policy, "municipality", "coordinator,auditor", number)
        police = f"({theirs}) AND NOT coalesce({ours}, false)"
    else:
        police = "false"
    return police if part == "police" else f"NOT coalesce({police}, false)"


def _as(policy: str, authority: str, roles: str, number: int) -> str:
    """A policy as it reads for somebody: settings as what they would be."""
    said = {"authority": authority, "roles": roles, "municipality": str(number)}
    for name, value in said.items():
        policy = policy.replace(f"current_setting('kokong.{name}'::text, true)", f"'{value}'::text")
    return f"({policy})".replace("%", "%%")


def fingerprint(connection: Connection) -> str:
    """What the tables are like: the same for two databases whose migrations made the same of them."""
    rows = connection.execute(_COLUMNS, [TENANT]).fetchall()
    return hashlib.sha256(repr(rows).encode()).hexdigest()
