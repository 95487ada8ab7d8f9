"""Only the pages of whoever is told hear of it, and only once it is committed."""

from collections.abc import Iterator

import pytest
from django.utils import timezone

from kokong.kernel import live
from kokong.kernel.live import Hub
from kokong.sending import api
from kokong.sending.live import CEILING, Interest, allowed
from tests.cast import Cast
from tests.waiting import until

pytestmark = pytest.mark.usefixtures("kind")
WAIT_S = 5.0


@pytest.fixture
def hub(committed_cast: Cast) -> Iterator[Hub]:
    """A hub on the test database; its thread is gone before the database is emptied."""
    made = Hub(live.NEWS, ceiling=CEILING)
    yield made
    until(lambda: made._thread is None)


def hello(cast: Cast, number: int) -> None:
    api.send(
        kind="test.hello", to=api.To(user_id=cast.visitor.user_id), because=("round", number), now=timezone.now()
    )


def test_the_person_hears_and_nobody_else(committed_cast: Cast, hub: Hub) -> None:
    cast = committed_cast
    theirs = (
        Interest(cast.home.pk, cast.visitor.user_id),
        Interest(cast.home.pk, cast.partner.user_id),
        Interest(cast.elsewhere.pk, cast.visitor.user_id),
    )
    with hub.join(theirs[0]) as mine, hub.join(theirs[1]) as colleague, hub.join(theirs[2]) as elsewhere:
        assert mine is not None
        assert colleague is not None
        assert elsewhere is not None
        assert hub.ready()
        with cast.acting(cast.coordinator):
            hello(cast, 1)
        assert mine.wait(WAIT_S) == "change"
        assert colleague.wait(0.2) is None
        assert elsewhere.wait(0.01) is None


def test_what_is_rolled_back_is_heard_by_nobody(committed_cast: Cast, hub: Hub) -> None:
    cast = committed_cast
    with hub.join(Interest(cast.home.pk, cast.visitor.user_id)) as mine:
        assert mine is not None
        assert hub.ready()
        with pytest.raises(RuntimeError), cast.acting(cast.coordinator):
            hello(cast, 2)
            raise RuntimeError
        assert mine.wait(0.2) is None


def test_a_stream_ends_with_the_sign_in(committed_cast: Cast) -> None:
    cast = committed_cast
    browser = cast.client(cast.visitor)
    still = allowed(str(browser.session.session_key), Interest(cast.home.pk, cast.visitor.user_id))
    assert still()
    assert not allowed(str(browser.session.session_key), Interest(cast.elsewhere.pk, cast.visitor.user_id))()
    browser.logout()
    assert not still()
