"""Each letter has an address to come back to, which names it, and which nobody else can make."""

from dataclasses import replace

import pytest

from kokong.kernel import installation, letters, tenancy
from kokong.sending import api, coming_back, returned
from kokong.sending.models import Suppression
from tests.cast import Cast
from tests.sending.conftest import Post
from tests.sending.crowd import Crowd, expand, hand_out, people, start, states
from tests.sending.test_returned import report


def sent_back(address: str, *, quoted: str = "text/plain") -> returned.Report | None:
    """What a server that quotes nothing says, sent to an address."""
    raw = report(quoted=quoted, ours="<1.1.0000000000000000@elsewhere.example>")
    return returned.read(raw.replace(b"To: kokong@example.se", f"To: <{address}>".encode(), 1))


@pytest.mark.parametrize(
    "forged",
    [
        "back-1-2-{mark}@x.example",
        "back-1-3-00000000000000000000@x.example",
        "back-1-3-@x.example",
        "bo@x.example",
    ],
)
def test_nobody_else_can_make_one(forged: str) -> None:
    mine = coming_back.address(municipality_id=1, message_id=3, domain="retur.example")
    assert coming_back.read(mine) == coming_back.Named(1, 3)
    assert coming_back.read(mine.upper()) == coming_back.Named(1, 3)  # servers may write it larger
    mark = mine.partition("@")[0].rpartition("-")[2]
    assert coming_back.read(forged.format(mark=mark)) is None
    assert len(mine.partition("@")[0]) <= 64
    assert coming_back.address(municipality_id=1, message_id=3, domain="") == ""


@pytest.mark.django_db
def test_a_report_that_quotes_nothing_finds_its_letter(
    cast: Cast, crowd: Crowd, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = installation.current()
    told = replace(here, mail=replace(here.mail, bounce_domain="retur.example"))
    monkeypatch.setattr(installation, "current", lambda: told)
    crowd.people = people(3)
    number = start(cast)
    expand(cast, number)
    hand_out(cast, number)
    assert len({*post.senders}) == 3  # each its own
    forged = post.senders[1].replace("back-", "back-9")
    for address in (post.senders[0], post.senders[0], forged):
        found = sent_back(address)
        assert found is not None
        assert found.message_id == ""
        api.bounced(message_id="", answer=found.answer, status=found.status, sent_to=found.sent_to)
    assert states(cast, number) == {"sent": 2, "failed": 1}
    with tenancy.scope(municipality_id=cast.home.pk):
        assert Suppression.objects.count() == 1
    assert sent_back("bo@example.se") is None


@pytest.mark.django_db
def test_without_a_domain_for_it_letters_come_back_to_the_sender(cast: Cast, crowd: Crowd, post: Post) -> None:
    crowd.people = people(1)
    number = start(cast)
    expand(cast, number)
    hand_out(cast, number)
    assert post.senders == [installation.current().sender]


@pytest.mark.parametrize("name", ["-x.example", "a b", "x..example"])
def test_a_domain_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="KOKONG_BOUNCE_DOMAIN"):
        letters.read({"KOKONG_BOUNCE_DOMAIN": name})
    assert letters.read({"KOKONG_BOUNCE_DOMAIN": "Retur.example"}).bounce_domain == "retur.example"
