"""Row-level security as migration operations. Forced: it binds the owner of the tables, too."""

from django.db.migrations.operations import RunSQL

MUNICIPALITY = "nullif(current_setting('kokong.municipality', true), '')::bigint"
USER = "nullif(current_setting('kokong.user', true), '')::bigint"
ADDRESS = "lower(nullif(current_setting('kokong.address', true), ''))"
POLICE = "current_setting('kokong.authority', true) IN ('police', 'system')"


def protect(table: str, *, extra: str = "", using: str = "") -> RunSQL:
    """Show and take rows of `table` only within the municipality in scope.

    `extra` is a further SQL condition (see `POLICE`); `using` replaces the whole condition for tables
    with a rule of their own.
    """
    condition = using or f"municipality_id = {MUNICIPALITY}" + (f" AND {extra}" if extra else "")
    return RunSQL(
        sql=[
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            f"CREATE POLICY tenant ON {table} USING ({condition}) WITH CHECK ({condition})",
        ],
        reverse_sql=[f"DROP POLICY tenant ON {table}", f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"],
    )


def replaced(table: str, policy: str, *, using: str, before: str = "") -> RunSQL:
    """Give a policy of `table` another condition, or make it where there is none (`before` is what it had)."""
    drop = f"DROP POLICY IF EXISTS {policy} ON {table}"

    def made(condition: str) -> str:
        return f"CREATE POLICY {policy} ON {table} USING ({condition}) WITH CHECK ({condition})"

    return RunSQL(sql=[drop, made(using)], reverse_sql=[drop, *([made(before)] if before else [])])


def shown_to_its_address(table: str) -> RunSQL:
    """Show rows of `table`, to read, to whoever has proven in this transaction that their `email` is theirs."""
    condition = f"municipality_id = {MUNICIPALITY} AND lower(email) = {ADDRESS}"
    return RunSQL(
        sql=[f"CREATE POLICY own_address ON {table} FOR SELECT USING ({condition})"],
        reverse_sql=[f"DROP POLICY own_address ON {table}"],
    )


def protect_police(table: str) -> RunSQL:
    """As `protect`, and only under the police authority."""
    return protect(table, extra=POLICE)


def append_only(table: str) -> RunSQL:
    """Refuse to change or remove rows of `table`, whoever asks."""
    return RunSQL(
        sql=[
            "CREATE OR REPLACE FUNCTION kokong_append_only() RETURNS trigger LANGUAGE plpgsql AS $$"
            " BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';"
            " END $$",
            f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION kokong_append_only()",
            f"CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION kokong_append_only()",
        ],
        reverse_sql=[
            f"DROP TRIGGER append_only ON {table}",
            f"DROP TRIGGER append_only_truncate ON {table}",
        ],
    )
