"""The pages of risk: what they say before and after analyses, and who decides."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st
from shapely import Polygon

from kokong.analysis.arrays import Refused
from kokong.kernel.charts import HEIGHT, WIDTH
from kokong.kernel.features import Wanted
from kokong.risk import api, charts, features, maps, models, proposals, telling
from tests.cast import Cast
from tests.risk.near import DOORS, near
from tests.risk.remembering import REMEMBERING
from tests.risk.town import some_years

PAGES = ("", "homes/", "near-repeats/", "backtest/", "summary/", "settings/", "runs/")
NOW = timezone.now()


@pytest.fixture
def analysed(cast: Cast, homes: list[int]) -> Cast:
    """A town whose burglaries have been analysed just now."""
    with cast.acting(cast.coordinator):
        some_years(homes, 300, followed=0.4)
    api.run_now(municipality_id=cast.home.pk, now=NOW, runner=REMEMBERING)
    return cast


def look(browser: Client, path: str, *, language: str = "en") -> str:
    answer = browser.get(f"/risk/{path}", headers={"Accept-Language": language})
    assert answer.status_code == 200, path
    return str(answer.content.decode())


def words_of(page: str) -> str:
    """A page's text without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_before_any_analysis_every_page_says_so(cast: Cast) -> None:
    browser = cast.client(cast.officer)
    for path in ("", "homes/", "near-repeats/", "backtest/"):
        assert "Nothing to show yet" in look(browser, path)
    assert "Too few burglaries to propose settings" in look(browser, "settings/")
    assert "No analysis yet" in look(browser, "runs/")
    assert browser.get("/places/layers/zones.geojson").json()["features"] == []
    assert browser.get("/places/layers/risk-map.geojson").json()["features"] == []


@pytest.mark.parametrize(("count", "years"), [(0, 3.0), (1, 3.0), (12, 0.1), (60, 0.5), (60, 4.0)])
def test_however_few_burglaries_every_page_answers_in_words(
    cast: Cast, homes: list[int], count: int, years: float
) -> None:
    with cast.acting(cast.coordinator):
        some_years(homes, count, years=years)
    made = api.run_now(municipality_id=cast.home.pk, now=NOW)
    assert {run.state for run in made} <= {"done", "too_few"}
    browser = cast.client(cast.coordinator)
    for path in (*PAGES, *(f"runs/{run.id}/" for run in made)):
        assert not re.search(r"\b(None|nan|inf)\b", words_of(look(browser, path).split("<main")[1])), path
    for layer in ("zones", "stretches", "risk-map"):
        assert browser.get(f"/ogc/collections/{layer}/items").status_code == 200


def test_too_few_burglaries_are_said_with_what_would_be_enough(cast: Cast, homes: list[int]) -> None:
    with cast.acting(cast.coordinator):
        some_years(homes, 5)
    api.run_now(municipality_id=cast.home.pk, now=NOW)
    told = words_of(look(cast.client(cast.coordinator), "near-repeats/"))
    assert "There are 5 burglaries to learn from; at least 20 are needed." in told


def test_the_first_page_says_where_now_and_how_good_that_is(analysed: Cast) -> None:
    told = words_of(look(analysed.client(analysed.officer), ""))
    assert re.search(r"In the past year the top 5\s% of area held [\d.]+\s% of burglaries, chance [\d.]+", told)
    assert re.search(r"followed another within 100 m and 14 days", told)
    assert "Around Rutgatan" in told


def test_the_homes_of_highest_risk_are_stretches_between_two_addresses(analysed: Cast) -> None:
    told = words_of(look(analysed.client(analysed.officer), "homes/"))
    assert re.search(r"Where the 4 homes with the highest risk lie, 1\s% of all", told)
    assert re.search(r"Rutgatan \d+", told)
    assert re.search(r"\d homes?, [\d.]+ times the usual risk", told)
    assert re.search(r"The first 1\s% of homes held [\d.]+\s% of them when put in order by risk", told)
    layer = analysed.client(analysed.officer).get("/ogc/collections/stretches/items").json()
    assert sum(each["properties"]["homes"] for each in layer["features"]) == 4


def test_stretches_of_a_week_that_is_over_are_not_on_the_map(analysed: Cast) -> None:
    with analysed.acting(analysed.officer):
        models.Run.objects.filter(kind="homes").update(figures=_of_another_week())
    browser = analysed.client(analysed.officer)
    assert "That week is over" in look(browser, "homes/")
    assert browser.get("/places/layers/stretches.geojson").json()["features"] == []


def _of_another_week() -> dict[str, object]:
    figures = models.Run.objects.get(kind="homes").figures
    assert figures is not None
    return {**figures, "week": (timezone.localdate(NOW) - timedelta(days=8)).isoformat()}


def test_the_table_says_how_many_pairs_each_cell_rests_on_and_which_side_is_closed(analysed: Cast) -> None:
    page = look(analysed.client(analysed.officer), "near-repeats/")
    cell = r'<td\s+data-heat="(\d)"[^>]*>\s*<strong>([^<]+)</strong>.*?<span>([^<]+)</span>'
    cells = re.findall(cell, page, re.DOTALL)
    assert len(cells) == 5 * 4
    assert all(re.search(r"\d+ pairs?, [\d.,]+ by chance", pairs) for _level, _ratio, pairs in cells)
    assert max(int(level) for level, _ratio, _pairs in cells) >= 2, "near repeats are planted here"
    assert "7 days apart is in 7–14 days" in page
    assert page.count('<svg class="kk-chart"') == 2
    assert page.count("<table") == 3, "each chart has its table"


def test_cells_that_rest_on_few_pairs_have_no_colour_however_they_stand_out(analysed: Cast) -> None:
    page = look(analysed.client(analysed.officer), "near-repeats/")
    thin = re.findall(r'<td\s+data-heat="(\d)"\s+data-thin>', page)
    assert thin, "few burglaries of the same home here"
    assert set(thin) == {"0"}


def test_how_many_burglaries_a_weeks_zones_are_about_is_said() -> None:
    with translation.override("en"):
        few, many = telling.expected(1.68, 0.11), telling.expected(20.0, 0.3)
    assert few.startswith(
        "In the whole municipality about 1.7 burglaries are to be expected in the week, 0.2 of them"
    )
    assert few.endswith("In most weeks like this none happens there.")
    assert "6.0 of them" in many
    assert "none" not in many


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ({"following": 0.085, "by_chance": 0.061, "excess": 0.024}, "The difference, 2.4 percentage points"),
        ({"following": 0.02, "by_chance": 0.03, "excess": -0.01}, "There is nothing to be seen that visits"),
    ],
)
def test_the_ceiling_promises_nothing(cell: dict[str, float], said: str) -> None:
    with translation.override("en"):
        assert said in telling.ceiling({"within_m": 100, "within_days": 14, **cell})


def test_a_page_loads_the_forecast_and_the_backtest_once_each(analysed: Cast) -> None:
    browser = analysed.client(analysed.officer)
    look(browser, "")
    for path, loads in (("/risk/", 2), ("/places/layers/zones.geojson", 1), ("/ogc/collections/zones/items", 1)):
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(path).status_code == 200
        full = [each["sql"] for each in asked if '"risk_run"."arrays"' in each["sql"]]
        assert len(full) == loads, path


def test_the_sheet_for_meetings_has_the_sentences_and_no_place(analysed: Cast) -> None:
    page = look(analysed.client(analysed.officer), "summary/")
    told = words_of(page)
    for part in ("In the past year the top", "followed another within", "What the figures do not say", "of 150 m"):
        assert part in told
    assert "Rutgatan" not in told
    assert "kk-map" not in page


def test_the_sheet_says_why_it_is_nearly_empty(cast: Cast, homes: list[int]) -> None:
    with cast.acting(cast.coordinator):
        some_years(homes, 5)
    api.run_now(municipality_id=cast.home.pk, now=NOW)
    told = words_of(look(cast.client(cast.coordinator), "summary/"))
    assert "There are 5 burglaries to learn from" in told
    assert "Settings from published research: 100 m" in told


def test_when_the_forecasts_week_is_over_the_first_page_says_so(analysed: Cast) -> None:
    with analysed.acting(analysed.officer):
        run = models.Run.objects.get(kind="forecast")
        run.figures = {**(run.figures or {}), "week": "2026-01-05"}
        run.save()
    told = words_of(look(analysed.client(analysed.officer), ""))
    assert "The newest forecast was for 5–11 January, and that week is over." in told


def test_a_later_analysis_that_failed_is_said_beside_the_earlier_result(analysed: Cast) -> None:
    with analysed.acting(analysed.officer):
        problem = {"code": "stopped", "attempts": 3}
        for kind in ("forecast", "homes", "near_repeat", "backtest"):
            models.Run.objects.create(kind=kind, state="failed", seed=1, asked=NOW, problem=problem)
    for path in ("", "homes/", "near-repeats/", "backtest/"):
        told = words_of(look(analysed.client(analysed.officer), path))
        assert "A later analysis has no result: The analysis was stopped half-way 3 times." in told, path


@pytest.mark.parametrize(("minutes", "slow"), [(2, False), (20, True)])
def test_analyses_that_nobody_begins_say_what_that_may_mean(cast: Cast, minutes: int, slow: bool) -> None:
    with cast.acting(cast.officer):
        asked = timezone.now() - timedelta(minutes=minutes)
        models.Run.objects.create(kind="surface", state="waiting", seed=1, asked=asked)
    browser = cast.client(cast.officer)
    assert ("kokong doctor tells" in look(browser, "runs/")) is slow
    assert "The burglaries are being analysed" in look(browser, "")


@pytest.mark.parametrize("path", PAGES)
def test_no_page_needs_a_style_or_a_script_of_its_own(analysed: Cast, path: str) -> None:
    page = look(analysed.client(analysed.coordinator), path, language="sv")
    assert not re.search(r"\sstyle=|\son[a-z]+=|<script(?![^>]*\bsrc=)", page)


@pytest.mark.parametrize("path", ["near-repeats/", "backtest/"])
def test_drawings_know_no_decimal_comma(analysed: Cast, path: str) -> None:
    page = look(analysed.client(analysed.coordinator), path, language="sv")
    placed = re.findall(r'\b(?:x|y|x1|y1|x2|y2|cx|cy|width|height|viewBox)="([^"]+)"', page.split("<main")[1])
    assert len(placed) > 50
    assert all(re.fullmatch(r"[\d. -]+", each) for each in placed), placed


def test_zones_and_the_risk_map_come_as_geojson(analysed: Cast) -> None:
    browser = analysed.client(analysed.officer)
    zones = browser.get("/places/layers/zones.geojson").json()["features"]
    assert zones
    assert all(each["geometry"]["type"] == "MultiPolygon" and each["properties"]["detail"] for each in zones)
    assert [each["properties"]["rank"] for each in zones] == list(range(1, len(zones) + 1))
    classes = browser.get("/places/layers/risk-map.geojson").json()["features"]
    assert [each["properties"]["state"] for each in classes] == ["1", "2", "3", "4"][-len(classes) :]
    assert 1 <= len(classes) <= len(features.CLASSES)


def test_a_forecast_of_another_week_shows_no_zones(analysed: Cast) -> None:
    with analysed.acting(analysed.officer):
        assert api.zones(now=NOW)
        assert api.zones(now=NOW + timedelta(days=8)) == ()


def propose(cast: Cast) -> api.Proposal:
    """A proposal that waits for a decision."""
    with cast.acting(cast.coordinator):
        for kind, figures in (("near_repeat", near(reach_m=200, days=21)), ("doors", DOORS)):
            models.Run.objects.create(kind=kind, state="done", seed=1, asked=NOW, finished=NOW, figures=figures)
        found = proposals.renew(now=NOW)
    assert found is not None
    return found


def test_a_coordinator_accepts_and_goes_back(cast: Cast) -> None:
    made, browser = propose(cast), cast.client(cast.coordinator)
    assert "200 m" in words_of(look(browser, "settings/"))
    assert browser.post(f"/risk/settings/{made.id}/accept/").status_code == 302
    told = words_of(look(browser, "settings/"))
    assert "Cocoons use settings from your own burglaries since" in told
    assert "Accepted" in told
    browser.post("/risk/settings/defaults/")
    assert "Cocoons use the published settings." in words_of(look(browser, "settings/"))


def test_declining_asks_for_a_reason(cast: Cast) -> None:
    made, browser = propose(cast), cast.client(cast.coordinator)
    assert browser.post(f"/risk/settings/{made.id}/decline/", {"reason": " "}).status_code == 422
    with cast.acting(cast.coordinator):
        assert api.proposal() is not None
    browser.post(f"/risk/settings/{made.id}/decline/", {"reason": "Vi har inte folk till så många dörrar."})
    told = words_of(look(browser, "settings/"))
    assert "Vi har inte folk till så många dörrar." in told
    assert "Bo Samordnare · Vi har" in told, "who decided"
    again = browser.post(f"/risk/settings/{made.id}/accept/", follow=True)
    assert "has been declined already" in again.content.decode()


def test_an_officer_sees_the_proposal_and_decides_nothing(cast: Cast) -> None:
    made, browser = propose(cast), cast.client(cast.officer)
    page = look(browser, "settings/")
    assert "A coordinator of the municipality decides." in page
    assert "/accept/" not in page
    assert browser.post(f"/risk/settings/{made.id}/accept/").status_code == 403


def test_the_next_municipality_sees_nothing_of_ours(analysed: Cast) -> None:
    browser = analysed.client(analysed.stranger)
    for path in PAGES:
        assert "Rutgatan" not in look(browser, path)
    assert browser.get("/places/layers/zones.geojson").json()["features"] == []
    with analysed.acting(analysed.officer):
        run = api.runs()[0]
    assert browser.get(f"/risk/runs/{run.id}/").status_code == 404


def test_analyses_are_asked_for_once_however_often_one_presses(cast: Cast) -> None:
    browser = cast.client(cast.officer)
    for _ in range(3):
        assert browser.post("/risk/runs/ask/").status_code == 302
    page = look(browser, "runs/")
    assert page.count("/risk/runs/") >= len(api.KINDS)
    assert 'hx-trigger="every 2s"' in page
    with cast.acting(cast.officer):
        assert len(api.runs()) == len(api.KINDS)


def test_a_run_tells_what_it_takes_to_repeat_it(analysed: Cast) -> None:
    with analysed.acting(analysed.officer):
        run = api.latest(kind="backtest")
    assert run is not None
    told = words_of(look(analysed.client(analysed.officer), f"runs/{run.id}/"))
    for part in (run.version, run.snapshot_digest, run.result_digest, f"kokong risk repeat {run.id}"):
        assert part in told


@pytest.mark.parametrize("kind", api.KINDS)
def test_the_settings_of_an_analysis_are_named_in_the_readers_language(analysed: Cast, kind: str) -> None:
    with analysed.acting(analysed.officer):
        run = api.latest(kind=kind)
    assert run is not None
    browser = analysed.client(analysed.officer)
    shown = browser.get(f"/risk/runs/{run.id}/", headers={"Accept-Language": "sv"}).content.decode()
    table = shown[shown.index('aria-labelledby="parameters"') :]
    rows = re.findall(r'<th scope="row">([^<]+)</th>', table)
    assert len(rows) == len(run.parameters)
    assert not set(rows) & set(run.parameters)
    if kind == "surface":
        assert "Rutans sida (meter)" in rows


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "analysed: The burglaries span 70 years. Look for a wrong date."),
        ("sv", "analyseras: Inbrotten sträcker sig över 70 år. Leta efter ett felaktigt datum."),
    ],
)
def test_why_an_analysis_was_refused_is_said_in_the_readers_language(cast: Cast, language: str, said: str) -> None:
    error = Refused("The burglaries span %(years)s years. Look for a wrong date.", years=70)
    told = {"code": "refused", "text": str(error), "message": error.message, "values": error.values}
    with cast.acting(cast.coordinator):
        run = models.Run.objects.create(kind="surface", state="failed", seed=1, asked=NOW, problem=told)
        del told["message"], told["values"]  # as it was kept before sentences could be translated
        old = models.Run.objects.create(kind="surface", state="failed", seed=1, asked=NOW, problem=told)
    browser = cast.client(cast.officer)
    assert said in look(browser, f"runs/{run.pk}/", language=language)
    assert "The burglaries span 70 years." in look(browser, f"runs/{old.pk}/", language=language)


def test_layers_for_map_programs_hold_what_the_maps_show(analysed: Cast) -> None:
    with analysed.acting(analysed.officer):
        zones, surface = api.zones(now=NOW), maps.newest("surface")
        found, squares = features.ZONES.find(Wanted(limit=99)), features.CELLS.find(Wanted(limit=3))
        assert surface is not None
        assert found.matched == len(zones)
        assert [each.properties["rank"] for each in found.features] == [zone.rank for zone in zones]
        shapes = [each.shape for each in found.features if each.shape is not None]
        assert {shape.geom_type for shape in shapes} == {"MultiPolygon"} == {features.ZONES.geometry}
        assert [features.ZONES.one(each.id) for each in found.features] == found.features
        assert [shape.area for shape in shapes] == pytest.approx([zone.area_m2 for zone in zones])
        assert squares.matched == surface.arrays["cells"].size
        after = features.CELLS.find(Wanted(limit=squares.matched, after=squares.features[-1].id))
        assert len(after.features) == squares.matched - 3
        one = after.features[0]
        assert features.CELLS.one(one.id) == one
        assert features.CELLS.one(10**9) is None
        assert isinstance(one.shape, Polygon)
        here = features.CELLS.find(Wanted(limit=squares.matched, area=one.shape.buffer(-1)))
        assert [each.id for each in here.features] == [one.id]


@given(st.floats(0, 1))
def test_shares_are_rounded_not_cut(share: float) -> None:
    with translation.override("en"):
        told = telling.percent(share).replace("\N{NO-BREAK SPACE}%", "")
    assert abs(float(told) - 100 * share) <= (0.5 if share >= 0.1 else 0.0501)


@given(st.lists(st.tuples(st.floats(0, 50), st.floats(0, 1), st.floats(0, 1e6)), max_size=9))
def test_whatever_the_figures_a_chart_stays_on_its_sheet(rows: list[tuple[float, float, float]]) -> None:
    points = [charts.Point("x", value, value * part, value + more) for value, part, more in rows]
    chart = charts.decay([*points, charts.Point("none", None, None, None)], words="…")
    for line in chart.lines:
        assert all(0 <= float(each) <= WIDTH for each in (line.x1, line.x2))
        assert all(0 <= float(each) <= HEIGHT for each in (line.y1, line.y2))
    assert len(chart.dots) == len(rows)


BANDS = [(0, 0.1, "The same home"), (0.1, 100, "to 100 m"), (0, 50, "to 50 m"), (100, 200, "100–200 m"),
         (400, None, "over 400 m")]  # fmt: skip


@pytest.mark.parametrize(("low", "high", "said"), BANDS)
def test_bands_in_words(low: float, high: float | None, said: str) -> None:
    with translation.override("en"):
        assert telling.space_band(low, high) == said


def test_a_week_names_its_month_once() -> None:
    with translation.override("en"):
        assert telling.week(date(2026, 11, 16)) == "16–22 November"
        assert telling.week(date(2026, 11, 28)) == "28 November – 4 December"
