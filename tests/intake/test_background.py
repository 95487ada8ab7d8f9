"""In the background: a few rows at a time, killed half-way, by two municipalities, forgotten in time."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from kokong.intake import api, batches, importers, keeping, models, taking
from kokong.kernel import tenancy
from kokong.kernel.errors import UserError
from tests.cast import Cast
from tests.tables.hostile import hidden_corner
from tests.worker import run_jobs

from .conftest import there
from .lanterns import LANTERNS

ROWS = 120
FILE = "\n".join(["Lykta", *(f"Lykta {n:03}" for n in range(ROWS)), '"   "'])


def uploaded(cast: Cast, content: bytes | str = FILE, *, who: str = "coordinator") -> models.Batch:
    """A file of lanterns, uploaded and begun."""
    content = content.encode() if isinstance(content, str) else content
    with cast.acting(getattr(cast, who)):
        batch = api.upload(importer=LANTERNS, content=content, name="lyktor.csv", now=timezone.now())
        api.start(batch_id=batch.pk, mapping=batch.mapping or {})
    return batch


def run(cast: Cast, batch: models.Batch, *, authority: str = "municipality") -> models.Batch:
    """Do what the worker does."""
    batches.import_job(municipality_id=cast.home.pk, authority=authority, user_id=cast.coordinator.user_id,
                       batch_id=batch.pk, language="en")  # fmt: skip
    return again(cast, batch)


def again(cast: Cast, batch: models.Batch) -> models.Batch:
    """The batch as it is now."""
    with tenancy.scope(municipality_id=cast.home.pk):
        return models.Batch.objects.get(pk=batch.pk)


def test_the_workers_own_role_takes_the_rows(committed_cast: Cast) -> None:
    batch = uploaded(committed_cast, "Lykta;Tänd\nNorra;ja\nSödra;nej\nÖstra;kanske\n")
    run_jobs()
    done = again(committed_cast, batch)
    assert (done.state, done.done, bytes(done.content)) == ("done", 3, b"")
    assert done.counts == {"taken": 2, "already": 0, "aside": 0, "refused": 1, "waiting": 1}
    assert there(committed_cast) == ["Norra", "Södra"]
    (line,) = (line for line in committed_cast.log(subject="import") if line.action == "lantern.imported")
    assert line.subject_id == batch.pk


def test_killed_in_the_middle_of_a_step_it_goes_on_after_the_last_whole_one(
    committed_cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch, lines = uploaded(committed_cast), list[int]()
    real = taking.Taking.take

    def killed(self: Any, line: Any) -> Any:
        lines.append(line.number)
        if len(lines) == 75:
            raise KeyboardInterrupt
        return real(self, line)

    monkeypatch.setattr(taking.Taking, "take", killed)
    with pytest.raises(KeyboardInterrupt):
        run(committed_cast, batch)
    assert len(there(committed_cast)) == 50, "half a step leaves nothing behind"
    stopped = again(committed_cast, batch)
    assert (stopped.state, stopped.done) == ("running", 50)
    assert not batches.stalled(stopped, now=timezone.now())
    assert batches.stalled(stopped, now=timezone.now() + timedelta(minutes=5))
    done = run(committed_cast, batch)
    assert (done.state, done.done, bytes(done.content)) == ("done", ROWS, b"")
    assert len(there(committed_cast)) == ROWS
    assert run(committed_cast, batch).counts == done.counts, "running it once more changes nothing"
    with tenancy.scope(municipality_id=committed_cast.home.pk):
        assert models.BatchRow.objects.filter(batch=batch).count() == ROWS


def test_begun_twice_it_runs_once(committed_cast: Cast) -> None:
    batch = uploaded(committed_cast)
    with committed_cast.acting(committed_cast.coordinator):
        api.start(batch_id=batch.pk, mapping={})
    run_jobs()
    assert again(committed_cast, batch).counts["taken"] == ROWS
    with committed_cast.acting(committed_cast.coordinator), pytest.raises(UserError, match="imported already"):
        api.start(batch_id=batch.pk, mapping={})


def test_a_file_that_can_no_longer_be_read_ends_with_words(cast: Cast) -> None:
    batch = uploaded(cast)
    with cast.acting(cast.coordinator):
        models.Batch.objects.filter(pk=batch.pk).update(content=hidden_corner())
    ended = run(cast, batch)
    assert (ended.state, bytes(ended.content)) == ("failed", b"")
    assert "memory or time" in ended.problem


def test_a_kind_of_file_that_is_gone_ends_with_words(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = uploaded(cast)
    monkeypatch.delitem(importers._importers, "lanterns")
    assert "can no longer be imported" in run(cast, batch).problem
    monkeypatch.undo()


TABLES = ("intake_batch", "intake_batchrow")


def count(table: str) -> int:
    """Rows of a table, by plain SQL."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])


def test_the_next_municipality_sees_neither_file_nor_rows(cast: Cast) -> None:
    run(cast, uploaded(cast, "Lykta\nNorra\n"))
    with cast.acting(cast.coordinator):
        assert [count(table) for table in TABLES] == [1, 1]
    with cast.acting(cast.stranger):
        assert [count(table) for table in TABLES] == [0, 0]
        with pytest.raises(models.Batch.DoesNotExist):
            api.start(batch_id=1, mapping={})


def test_a_file_of_the_police_is_theirs(cast: Cast) -> None:
    run(cast, uploaded(cast, "Lykta\nNorra\n", who="officer"), authority="police")
    with cast.acting(cast.officer):
        assert [count(table) for table in TABLES] == [1, 1]
    with cast.acting(cast.coordinator):
        assert [count(table) for table in TABLES] == [0, 0]


def test_files_and_rows_are_forgotten_in_time_and_counts_stay(cast: Cast) -> None:
    done, waits = run(cast, uploaded(cast, "Lykta;Tänd\nNorra;ja\n;ja\n")), uploaded(cast, "Lykta\nSödra\n")
    with cast.acting(cast.coordinator):
        models.Batch.objects.filter(pk=waits.pk).update(state="uploaded")
        soon = timezone.now() - timedelta(days=keeping.DAYS)
        assert [rule.apply(soon, False) for rule in keeping.RULES[:2]] == [0, 0]
        late = timezone.now()
        assert [rule.apply(late, True) for rule in keeping.RULES[:2]] == [2, 2]
        assert [rule.apply(late, False) for rule in keeping.RULES[:2]] == [2, 2]
        forgotten = models.Batch.objects.get(pk=done.pk)
        assert (forgotten.name, forgotten.digest, forgotten.stands) == ("", "", "done")
        assert forgotten.counts["taken"] == 1
        gone = models.Batch.objects.get(pk=waits.pk)
        assert (bytes(gone.content), gone.stands) == (b"", "failed")
        with pytest.raises(UserError, match="has been removed"):
            api.start(batch_id=waits.pk, mapping={"name": "Lykta"})
