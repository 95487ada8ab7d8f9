"""The receiver's SQL. Each statement is a transaction of its own, correct beside other receivers'."""

ACCOUNTS = """
SELECT a.id, a.account, a.receiver, a.line, a.prefixed, a.municipality_id, a.centre_id, a.key_sealed, a.transport,
       a.interval_s, a.clock_s, l.heard IS NOT NULL AND l.fault_since IS NULL AS watched
FROM alarms_account a LEFT JOIN alarms_liveness l ON l.account_id = a.id
WHERE a.retired IS NULL AND ($1::bigint[] IS NULL OR a.id = ANY($1))
"""

# Of each account's sequence number it is kept what was said last under it. The same again within ten minutes is a
# retry; something else takes its place. It is compared as of when its frame arrived: a batch whose commit was lost
# from sight is stored again after an outage of any length, and must still find itself. Rows are written in order,
# so that two receivers wait for each other instead of deadlocking.
#
# A ciphertext is one message for ever, whatever header it comes under: its mark stands beside them. One whose mark
# is known leaves nothing, or a replay would make the panel's next message look like a retry.
STORE = """
WITH frame AS (
    SELECT digest, age, mark, said
    FROM unnest($1::bytea[], $2::float8[], $8::bytea[], $9::bytea[]) AS frame(digest, age, mark, said)
), marked AS (
    INSERT INTO alarms_seen (digest, at) SELECT mark, now() FROM frame WHERE mark <> '' ORDER BY mark
    ON CONFLICT (digest) DO NOTHING RETURNING digest
), fresh AS (
    INSERT INTO alarms_seen AS seen (digest, said, at)
    SELECT digest, said, now() FROM frame WHERE mark = '' OR mark IN (SELECT digest FROM marked) ORDER BY digest
    ON CONFLICT (digest) DO UPDATE SET said = excluded.said, at = now()
    WHERE seen.said <> excluded.said OR seen.at < now() - interval '10 minutes' - make_interval(secs => (
        SELECT age FROM unnest($1::bytea[], $2::float8[]) AS frame(digest, age) WHERE frame.digest = seen.digest))
    RETURNING digest
), stored AS (
    INSERT INTO alarms_event (
        account_id, municipality_id, centre_id, protocol, sequence, part, code, kind, label, zone, area,
        user_number, still, restores, encrypted, received, occurred, raw, text, xdata, link, lon, lat)
    SELECT f[1]::bigint, f[2]::bigint, nullif(f[3], '')::bigint, f[4], f[5], f[6]::int2, f[7], f[8], f[9], f[10],
        f[11], f[12], f[13]::bool, f[14], f[15]::bool, to_timestamp(f[16]::float8), to_timestamp(f[17]::float8),
        raw, coalesce(decode(more ->> 'text', 'hex'), ''), more -> 'xdata', coalesce(more ->> 'link', ''),
        (more ->> 'lon')::float8, (more ->> 'lat')::float8
    FROM (
        SELECT digest, string_to_array(fields, E'\\x1f') AS f, raw, more::jsonb AS more, place
        FROM unnest($3::bytea[], $4::text[], $5::bytea[], $6::text[])
            WITH ORDINALITY AS event(digest, fields, raw, more, place)
        OFFSET 0  -- split each text once, not for each field
    ) AS event
    WHERE digest IN (SELECT digest FROM fresh)
    ORDER BY place
    RETURNING id, kind, part
), pending AS (
    INSERT INTO alarms_pending (event_id) SELECT id FROM stored WHERE kind = ANY($7::text[]) RETURNING 1
)
SELECT (SELECT count(*) FROM stored WHERE part = 0), (SELECT count(*) FROM stored),
       CASE WHEN EXISTS (SELECT FROM pending) THEN pg_notify('kokong_alarm_events', '') END
"""

HEARD = """
WITH told AS (
    SELECT account_id, municipality_id, centre_id, now() - make_interval(secs => age) AS heard
    FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::float8[])
        AS told(account_id, municipality_id, centre_id, age)
), back AS (
    SELECT l.account_id FROM alarms_liveness l JOIN told USING (account_id)
    WHERE l.fault_since < told.heard ORDER BY l.account_id FOR UPDATE OF l
), kept AS (
    INSERT INTO alarms_liveness AS live (account_id, municipality_id, centre_id, heard)
    SELECT told.account_id, municipality_id, centre_id, heard
    FROM told LEFT JOIN (SELECT account_id FROM back) AS first ON first.account_id = told.account_id
    ORDER BY told.account_id
    ON CONFLICT (account_id) DO UPDATE SET
        heard = greatest(live.heard, excluded.heard),
        fault_since = CASE WHEN live.fault_since < excluded.heard THEN NULL ELSE live.fault_since END
), restored AS (
    INSERT INTO alarms_event (account_id, municipality_id, centre_id, kind, restores, label)
    SELECT told.account_id, municipality_id, centre_id, 'restore', 'line_fault', 'Heard again'
    FROM told JOIN back ON back.account_id = told.account_id
    RETURNING id, account_id
), pending AS (
    INSERT INTO alarms_pending (event_id) SELECT id FROM restored RETURNING 1
)
SELECT account_id, CASE WHEN EXISTS (SELECT FROM pending) THEN pg_notify('kokong_alarm_events', '') END
FROM restored
"""
"""What was heard, for many accounts; a fault of one that was heard since is over, and that is an event."""

SILENT = """
WITH gone AS (
    UPDATE alarms_liveness l SET fault_since = now()
    FROM alarms_account a
    WHERE l.account_id = ANY($1::bigint[]) AND a.id = l.account_id AND a.retired IS NULL
      AND l.fault_since IS NULL AND l.heard <= now() - make_interval(secs => a.interval_s * $2 - 0.5)
    RETURNING l.account_id, l.municipality_id, l.centre_id
), stored AS (
    INSERT INTO alarms_event (account_id, municipality_id, centre_id, kind, label)
    SELECT account_id, municipality_id, centre_id, 'line_fault', 'Line fault' FROM gone
    RETURNING id, account_id
), pending AS (
    INSERT INTO alarms_pending (event_id) SELECT id FROM stored RETURNING 1
)
SELECT account_id, CASE WHEN EXISTS (SELECT FROM pending) THEN pg_notify('kokong_alarm_events', '') END FROM stored
"""
"""Accounts not heard by any receiver for their interval times $2 have a line fault."""

NEVER_HEARD = """
WITH never AS (
    INSERT INTO alarms_liveness (account_id, municipality_id, centre_id, fault_since)
    SELECT a.id, a.municipality_id, a.centre_id, now() FROM alarms_account a
    WHERE a.retired IS NULL AND a.enrolled < now() - interval '1 day'
      AND NOT EXISTS (SELECT FROM alarms_liveness l WHERE l.account_id = a.id)
    ON CONFLICT (account_id) DO NOTHING
    RETURNING account_id, municipality_id, centre_id
), stored AS (
    INSERT INTO alarms_event (account_id, municipality_id, centre_id, kind, label)
    SELECT account_id, municipality_id, centre_id, 'line_fault', 'Never heard' FROM never
    RETURNING id, account_id
), pending AS (
    INSERT INTO alarms_pending (event_id) SELECT id FROM stored RETURNING 1
)
SELECT account_id, CASE WHEN EXISTS (SELECT FROM pending) THEN pg_notify('kokong_alarm_events', '') END FROM stored
"""
"""Accounts enrolled a day ago from which nothing was ever heard have a line fault, with an interval or without."""

STILL_HEARD = """
SELECT account_id, extract(epoch FROM now() - heard)::float8 AS age FROM alarms_liveness
WHERE account_id = ANY($1::bigint[]) AND fault_since IS NULL
"""

FORGET_AT_ONCE = 5_000
FORGET_SEEN = """
DELETE FROM alarms_seen WHERE ctid = ANY(ARRAY(
    SELECT ctid FROM alarms_seen WHERE at < now() - interval '1 day' LIMIT 5000))
"""

MISHEARD = """
INSERT INTO alarms_misheard AS known (
    key, municipality_id, account_id, who, why, raw, address, transport, encrypted, first, last, messages)
SELECT * FROM unnest($1::bytea[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::bytea[], $7::text[],
    $8::text[], $9::bool[], $10::timestamptz[], $11::timestamptz[], $12::bigint[])
ORDER BY 1
ON CONFLICT (key) DO UPDATE SET last = excluded.last, raw = excluded.raw,
    municipality_id = excluded.municipality_id, messages = known.messages + excluded.messages
"""
MISHEARD_KEPT = """
DELETE FROM alarms_misheard WHERE key IN (SELECT key FROM alarms_misheard ORDER BY last DESC OFFSET 1000)
"""

SENDERS = """
WITH told AS (
    SELECT * FROM unnest($1::bytea[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::bool[], $7::text[],
        $8::bytea[], $9::timestamptz[], $10::timestamptz[], $11::bigint[])
        AS told(key, municipality, centre, address, transport, many, accounts, raw, first, last, messages)
), kept AS (
    INSERT INTO alarms_sender AS known (
        key, municipality_id, centre_id, address, transport, many, accounts, raw, first, last, messages)
    SELECT key, municipality, centre, address, transport, many,
        coalesce(string_to_array(nullif(accounts, ''), ' ')::bigint[], '{}'), raw, coalesce(first, now()),
        coalesce(last, now()), messages
    FROM told ORDER BY key
    ON CONFLICT (key) DO UPDATE SET
        (first, messages, accounts, many) = (
            SELECT CASE WHEN anew THEN excluded.first ELSE known.first END,
                CASE WHEN anew THEN 0 ELSE known.messages END + excluded.messages,
                ARRAY(SELECT DISTINCT one FROM unnest(CASE WHEN anew THEN '{}' ELSE known.accounts END
                    || excluded.accounts) AS one ORDER BY one),
                excluded.many OR (known.many AND NOT anew)
            FROM (SELECT known.last < excluded.first - interval '1 hour') AS silence (anew)),
        last = CASE WHEN excluded.messages = 0 THEN known.last ELSE greatest(known.last, excluded.last) END,
        raw = CASE WHEN excluded.messages = 0 THEN known.raw ELSE excluded.raw END,
        transport = CASE WHEN known.transport = 'tcp' THEN 'tcp' ELSE excluded.transport END
    RETURNING municipality_id, centre_id, many
)
SELECT pg_notify('kokong_alarms', json_build_object(
    'municipality', municipality_id, 'centre', centre_id, 'what', 'sender')::text)
FROM (SELECT DISTINCT municipality_id, centre_id FROM kept WHERE many) AS place
"""
"""What each address sent unencrypted for accounts that have a key. After an hour of silence it is counted anew.

Consoles are told where there is a line to show.
"""
SENDERS_KEPT = """
DELETE FROM alarms_sender WHERE key IN (SELECT key FROM alarms_sender ORDER BY last DESC OFFSET 1000)
"""
