"""The chain of the log: pure, whatever is done to it shows."""

import hashlib
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kokong.kernel.chain import Head, Link, digest, head, start, verify

BEGIN = Head(0, start(7))


def chained(texts: list[str], hidden: frozenset[int] = frozenset()) -> list[Link]:
    """Links that hold, of texts; those of `hidden` numbers are not shown."""
    links: list[Link] = []
    previous = BEGIN.hash
    for number, text in enumerate(texts, 1):
        content = digest(text)
        seal = hashlib.sha256(previous + content).digest()
        links.append(Link(number, content, previous, seal, None if number in hidden else text))
        previous = seal
    return links


texts = st.lists(st.text(max_size=20), min_size=3, max_size=12)


@given(texts, st.frozensets(st.integers(1, 12)))
def test_a_whole_chain_holds_whatever_is_hidden(said: list[str], hidden: frozenset[int]) -> None:
    links = chained(said, hidden)
    found = verify(links, after=BEGIN)
    assert (found.problem, found.lines, found.head) == ("", len(said), Head(len(said), links[-1].hash))


@given(texts, st.data())
def test_a_line_taken_away_shows(said: list[str], data: st.DataObject) -> None:
    links = chained(said)
    gone = data.draw(st.integers(0, len(links) - 2))
    assert verify(links[:gone] + links[gone + 1 :], after=BEGIN).problem == f"Line {gone + 1} is missing."


@given(texts, st.data())
def test_a_line_taken_away_shows_though_the_rest_is_renumbered(said: list[str], data: st.DataObject) -> None:
    links = chained(said)
    gone = data.draw(st.integers(0, len(links) - 2))
    closed_up = [replace(link, number=link.number - (link.number > gone + 1)) for link in links]
    del closed_up[gone]
    assert "does not follow" in verify(closed_up, after=BEGIN).problem


@given(texts, st.data(), st.text(max_size=20))
def test_a_changed_line_shows(said: list[str], data: st.DataObject, other: str) -> None:
    links = chained(said)
    where = data.draw(st.integers(0, len(links) - 1))
    if other == said[where]:
        return
    links[where] = replace(links[where], text=other)
    assert verify(links, after=BEGIN).problem == f"Line {where + 1} says something else than when it was written."
    links[where] = replace(links[where], content=digest(other))
    assert verify(links, after=BEGIN).problem == f"The seal of line {where + 1} was changed."


@given(texts, st.data())
def test_another_order_shows(said: list[str], data: st.DataObject) -> None:
    links = chained(said)
    order = data.draw(st.permutations(links))
    assert bool(verify(order, after=BEGIN).problem) == (order != links)


@given(texts, st.data(), st.text(max_size=20))
def test_a_chain_made_anew_misses_the_kept_head(said: list[str], data: st.DataObject, other: str) -> None:
    links = chained(said)
    where = data.draw(st.integers(0, len(links) - 1))
    kept = Head(len(links), links[-1].hash)
    assert verify(links, after=BEGIN, kept=kept).problem == ""
    anew = chained([*said[:where], other + "!", *said[where + 1 :]])
    rewritten = verify(anew, after=BEGIN, kept=kept).problem
    assert "rewritten" in rewritten if said[where] != other + "!" else rewritten == ""


@given(texts, st.data())
def test_a_cut_tail_misses_the_kept_head(said: list[str], data: st.DataObject) -> None:
    links = chained(said)
    length = data.draw(st.integers(0, len(links) - 1))
    kept = head(str(Head(len(links), links[-1].hash)))
    assert verify(links[:length], after=BEGIN).problem == ""
    assert f"line {len(links)} was there once" in verify(links[:length], after=BEGIN, kept=kept).problem
