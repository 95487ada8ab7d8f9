"""Which doors, why, and in which order: the pure table, without a database."""

from dataclasses import dataclass, replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from kokong.measures.cocoons.choosing import Chosen, choose
from kokong.measures.cocoons.rules import DEFAULTS, REASONS, Preset


@dataclass(frozen=True)
class Home:
    """What choosing asks of a neighbour."""

    dwelling_id: int
    distance_m: float
    address: str = ""
    same_building: bool = False
    same_stairwell: bool = False
    floor: int | None = None
    street_id: int | None = 1
    side: int = 1
    measure_m: float | None = None
    street: str = ""
    homes: int = 1


BURGLED = Home(0, 0.0, "Storgatan 11", measure_m=200.0)
HOUSE = DEFAULTS["detached"]


def on_street(key: int, along: float, *, side: int = 1, across: float = 0.0) -> Home:
    """A house `along` metres from the burgled one on the same street."""
    distance = (along**2 + (across if side == -1 else 0.0) ** 2) ** 0.5
    return Home(key, distance, f"Storgatan {key}", side=side, measure_m=200.0 + along)


def chosen(
    *others: Home,
    kind: str = "detached",
    preset: Preset = HOUSE,
    home: Home = BURGLED,
    ways: dict[int, float | None] | None = None,
) -> tuple[Chosen, ...]:
    return choose(home=home, neighbours=others, kind=kind, preset=preset, ways=ways)


def ids(doors: tuple[Chosen, ...]) -> list[int]:
    return [door.dwelling_id for door in doors]


def test_four_houses_each_side_are_beside_and_the_fifth_is_near() -> None:
    row = [on_street(key, 15.0 * key) for key in range(1, 6)] + [on_street(10 + k, -15.0 * k) for k in range(1, 6)]
    reasons = {door.dwelling_id: door.reason for door in chosen(*row)}
    assert {key for key, reason in reasons.items() if reason == "beside"} == {1, 2, 3, 4, 11, 12, 13, 14}
    assert reasons[5] == reasons[15] == "near"


def test_the_same_side_comes_before_the_opposite_at_equal_distance() -> None:
    facing = Home(1, 20.0, "Storgatan 10", side=-1, measure_m=200.0)
    beside = Home(2, 20.0, "Storgatan 13", side=1, measure_m=220.0)
    doors = chosen(facing, beside)
    assert [(door.dwelling_id, door.reason) for door in doors] == [(2, "beside"), (1, "across")]


def test_a_nearer_house_across_comes_before_a_farther_one_beside() -> None:
    assert ids(chosen(on_street(1, 40.0), Home(2, 18.0, side=-1, measure_m=200.0))) == [2, 1]


def test_front_doors_come_before_nearer_ones_behind() -> None:
    behind = Home(1, 25.0, "Bakgatan 4", street_id=2, side=1, measure_m=10.0)
    doors = chosen(behind, on_street(2, 40.0))
    assert [(door.dwelling_id, door.reason) for door in doors] == [(2, "beside"), (1, "rear")]


def test_ten_flats_behind_one_front_are_one_house_along_the_street() -> None:
    block = [replace(on_street(key, 20.0), address=f"Storgatan 13 {key}") for key in range(1, 11)]
    houses = [on_street(20 + step, 20.0 + 15.0 * step) for step in range(1, 4)]
    assert {door.reason for door in chosen(*block, *houses)} == {"beside"}


def test_flats_start_with_the_stairwell_floor_by_floor() -> None:
    home = replace(BURGLED, floor=3, same_building=True, same_stairwell=True)

    def flat(key: int, floor: int | None, *, stairs: bool = True, building: bool = True) -> Home:
        return Home(key, 0.0, f"lgh {key}", same_building=building, same_stairwell=stairs, floor=floor)

    others = [
        flat(1, None), flat(2, 6), flat(3, 2), flat(4, 4), flat(5, 3),
        flat(6, 3, stairs=False), flat(7, 3, stairs=False, building=False),
    ]  # fmt: skip
    doors = chosen(*others, kind="flat", preset=DEFAULTS["flat"], home=home)
    assert ids(doors) == [5, 3, 4, 2, 1, 6, 7]
    assert [door.reason for door in doors][-2:] == ["same_building", "near"]


def test_homes_in_a_row_are_beside_each_other_although_they_share_a_building() -> None:
    row = [replace(on_street(key, 6.0 * key), same_building=True) for key in range(1, 6)]
    reasons = [door.reason for door in chosen(*row, kind="row")]
    assert reasons == ["beside"] * 4 + ["same_building"]


def test_beyond_the_radius_only_what_is_missing_to_the_eight() -> None:
    inside = [on_street(key, 10.0 * key) for key in range(1, 4)]
    outside = [on_street(10 + key, 100.0 + 50.0 * key) for key in range(1, 10)]
    doors = chosen(*inside, *outside)
    assert ids(doors) == [1, 2, 3, 11, 12, 13, 14, 15]
    assert all(door.reason == "near" for door in doors[3:])


def test_the_burgled_home_is_a_door_only_where_the_preset_says_so() -> None:
    assert 0 not in ids(chosen(BURGLED, on_street(1, 10.0)))
    doors = chosen(on_street(1, 10.0), preset=replace(HOUSE, include_home=True))
    assert [(door.dwelling_id, door.reason, door.rank) for door in doors] == [(0, "home", 1), (1, "beside", 2)]


def test_without_a_street_line_the_nearest_come_first() -> None:
    lost = replace(BURGLED, street_id=None, side=0, measure_m=None)
    others = [Home(key, 30.0 - key, street_id=None, side=0) for key in range(1, 10)]
    doors = chosen(*others, home=lost)
    assert ids(doors) == list(range(9, 0, -1))
    assert {door.reason for door in doors} == {"near"}


neighbours = st.builds(
    Home,
    dwelling_id=st.integers(1, 400),
    distance_m=st.floats(0, 300),
    address=st.text(alphabet="ABC 123", max_size=6),
    same_building=st.booleans(),
    same_stairwell=st.booleans(),
    floor=st.none() | st.integers(-1, 12),
    street_id=st.none() | st.integers(1, 3),
    side=st.sampled_from([-1, 0, 1]),
    measure_m=st.none() | st.floats(0, 400),
)
around = st.lists(neighbours, max_size=70, unique_by=lambda n: n.dwelling_id)
kinds = st.sampled_from(sorted(DEFAULTS))
made_presets = st.builds(
    Preset,
    radius_m=st.floats(20, 200),
    at_least=st.integers(1, 12),
    cap=st.integers(8, 40),
    each_side=st.integers(1, 6),
)


@given(around, kinds, made_presets)
def test_what_holds_for_every_ring(others: list[Home], kind: str, preset: Preset) -> None:
    doors = chosen(*others, kind=kind, preset=preset)
    inside = [n for n in others if n.distance_m <= preset.radius_m]
    expected = min(len(inside), max(preset.cap, preset.at_least))
    assert len(doors) == max(expected, min(preset.at_least, len(others)))
    assert [door.rank for door in doors] == list(range(1, len(doors) + 1))
    assert len(set(ids(doors))) == len(doors)
    assert {door.reason for door in doors} <= set(REASONS)
    assert sum(door.distance_m > preset.radius_m for door in doors) <= max(0, preset.at_least - len(inside))


@given(around, kinds, made_presets)
def test_under_the_cap_the_doors_are_the_nearest_addresses(others: list[Home], kind: str, preset: Preset) -> None:
    doors = chosen(*others, kind=kind, preset=preset)
    if sum(n.distance_m <= preset.radius_m for n in others) <= preset.cap:
        nearest = sorted(n.distance_m for n in others)[: len(doors)]
        assert sorted(door.distance_m for door in doors) == nearest


@given(around, kinds, st.randoms(use_true_random=False))
def test_the_order_of_the_neighbours_does_not_matter(others: list[Home], kind: str, random: Random) -> None:
    shuffled = list(others)
    random.shuffle(shuffled)
    assert chosen(*others, kind=kind) == chosen(*shuffled, kind=kind)


def test_where_risk_orders_the_doors_the_nearest_need_not_come_first() -> None:
    row = [on_street(key, 15.0 * key) for key in range(1, 5)]
    expected = {1: 0.1, 2: 0.3, 3: 0.3, 4: 0.2}
    doors = choose(home=BURGLED, neighbours=row, kind="detached", preset=HOUSE, risk=expected)
    assert ids(doors) == [2, 3, 4, 1]  # at equal risk the nearer one
    assert {door.reason for door in doors} == {"beside"}


def test_what_cannot_be_walked_to_is_marked_and_comes_last() -> None:
    """The other bank of a river: no way, a way round of a kilometre, and a bridge close by."""
    across = [Home(key, 60.0 + key, f"Strandvägen {key}", street_id=2, street="strandvagen") for key in (1, 2, 3)]
    home = replace(BURGLED, street="storgatan")
    doors = chosen(*across, on_street(4, 90.0), home=home, ways={1: None, 2: 1000.0, 3: 80.0, 4: 90.0})
    assert [(d.dwelling_id, d.way, d.reason) for d in doors] == [
        (4, "", "beside"), (3, "", "rear"), (1, "none", "near"), (2, "round", "near"),
    ]  # fmt: skip


def test_a_name_is_never_behind_itself() -> None:
    """Homes of one street name beside each other, of which one lacks its town."""
    twin = Home(1, 30.0, "Storgatan 12", street_id=2, street="storgatan")
    assert chosen(twin, home=replace(BURGLED, street="storgatan"))[0].reason == "near"


def test_a_burgled_block_is_visited_itself() -> None:
    block = replace(BURGLED, homes=16)
    doors = chosen(on_street(1, 20.0), kind="flat", home=block)
    assert [(d.dwelling_id, d.homes) for d in doors] == [(0, 16), (1, 1)]
