"""Of a municipality of practice in which every room has rows nothing is left, whoever's tables they are."""

import pytest
from django.db import connections

from tests.cast import Cast
from tests.everything import build_everything
from tests.practice.everything_there import LOG, told
from tests.practice.test_every_mark import practised

pytestmark = pytest.mark.long


def test_of_one_of_each_thing_nothing_is_left(committed_cast: Cast) -> None:
    cast = committed_cast
    build_everything(cast)
    practised(cast)
    before = told(cast.home.pk)
    assert sum(rows > 0 for rows, _said in before.values()) > 60
    with connections["owner"].cursor() as owner:
        owner.execute("SELECT kokong_practice_emptied(%s)", [cast.home.pk])
    assert {table for table, (rows, _said) in told(cast.home.pk).items() if rows} == LOG
