"""The pages, the layer and the phone's address of signs."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from kokong.kernel.fields import Point
from kokong.measures.signs import phone
from kokong.measures.signs.models import Check
from kokong.places import api as places
from kokong.tasks import api as tasks
from tests.pictures.conftest import photo
from tests.signs.conftest import Street

LIST, NEW = reverse("signs:list"), reverse("signs:new")
FORM = {"kind": "watch", "place": "Lekplatsen", "ground": "private", "permit": "not_needed", "owner": "Ägare Ek"}


def test_a_sign_is_planned_at_an_address_or_where_the_map_was_clicked(street: Street) -> None:
    browser = street.cast.client(street.cast.coordinator)
    refused = browser.post(NEW, FORM)
    assert refused.status_code == 422
    near = browser.post(NEW, {**FORM, "point": str(street.homes[2])}, follow=True)
    assert "The sign is planned." in near.content.decode()
    outside = browser.post(NEW, {**FORM, "point_spot": "2.35,48.85"})
    assert "outside the municipality" in outside.content.decode()
    for nonsense in ("x,y", "1", "inf,inf", "nan,nan", "999,999"):
        assert browser.post(NEW, {**FORM, "point_spot": nonsense}).status_code == 422, nonsense
    found = street.cast
    with found.acting(found.coordinator):
        from kokong.measures.signs import api

        (sign,) = api.signs()
    assert sign.point == street.homes[2].location
    spot = f"{sign.lon:.7f},{sign.lat:.7f}"
    moved = {**FORM, "point": str(street.homes[5]), "point_spot": spot, "point_was": spot}
    browser.post(reverse("signs:change", args=[sign.id]), moved)
    assert street.sign(sign.id).point == street.homes[5].location


def test_the_file_leaves_the_owner_out_unless_asked(street: Street) -> None:
    street.up(owner="Ägare Ek", owner_contact="0480-45 11 11")
    browser = street.cast.client(street.cast.coordinator)
    plain = browser.get(LIST, {"as": "csv"}).content.decode("utf-8-sig")
    assert "Infarten" in plain
    assert "Ägare Ek" not in plain
    full = browser.get(LIST, {"as": "csv", "personal": "1"}).content.decode("utf-8-sig")
    assert "Ägare Ek" in full


def test_what_waits_is_on_today_on_the_method_and_at_the_home(street: Street) -> None:
    worn = street.up(days_ago=50, place="Vid bron")
    street.seen(worn, "faded")
    street.seen(street.up(days_ago=50, place="Vid torget"), "crooked")
    browser = street.cast.client(street.cast.coordinator)
    today = browser.get("/").content.decode()
    assert "Faded · Warning of burglaries" in today
    assert "Signs to clean or straighten" in today
    assert "Crooked · Warning of burglaries" in today
    assert "signs stand in the streets" in browser.get("/method/").content.decode()
    home = browser.get(reverse("desk:dwelling", args=[street.homes[0].pk])).content.decode()
    assert "0 m away" in home


def test_the_buttons_do_what_the_course_allows(street: Street) -> None:
    sign_id = street.planned()
    browser = street.cast.client(street.cast.coordinator)
    page = reverse("signs:sign", args=[sign_id])
    assert "It is ordered" in browser.get(page).content.decode()
    today = {"on": str(timezone.localdate())}
    browser.post(reverse("signs:act", args=[sign_id, "order"]), today)
    browser.post(reverse("signs:act", args=[sign_id, "install"]), today)
    assert street.sign(sign_id).state == "up"
    for action in ("wear", "fly", "order"):
        answer = browser.post(reverse("signs:act", args=[sign_id, action]), today, follow=True)
        assert "Nothing was changed." in answer.content.decode()
    browser.post(reverse("signs:check", args=[sign_id]), {"condition": "missing"})
    assert street.sign(sign_id).state == "worn"
    for nonsense in ({"channel": "phone"}, {"channel": "phone", "answer": "x"}, {"answer": "no"}, {}):
        browser.post(reverse("signs:agree", args=[sign_id]), nonsense)
        assert street.sign(sign_id).consent
    browser.post(reverse("signs:agree", args=[sign_id]), {"answer": "no", "channel": "phone"})
    assert "does not agree to it" in browser.get(page).content.decode()
    assert browser.post(reverse("signs:act", args=[sign_id, "replace"]), today, follow=True)
    assert street.sign(sign_id).state == "worn"


def test_a_wish_at_a_door_is_seen_to_by_planning_a_sign(street: Street) -> None:
    home = street.homes[4]
    with street.cast.acting(street.cast.coordinator):
        task_id = tasks.open_task(
            kind="wish.sign", source="wish", source_id="1", dwelling_id=home.pk, now=street.now
        )
    browser = street.cast.client(street.cast.coordinator)
    way = f"{NEW}?task={task_id}"
    assert way in browser.get(reverse("tasks:list")).content.decode()
    assert "its wish ends with this" in browser.get(way).content.decode()
    browser.post(way, {**FORM, "point": str(home)})
    with street.cast.acting(street.cast.coordinator):
        ended = tasks.task(task_id=task_id)
        assert ended is not None
        assert (ended.state, ended.answer) == ("done", "A sign is planned.")
    for other in (task_id, 987_654_321, "x", ""):
        assert "its wish ends" not in browser.get(f"{NEW}?task={other}").content.decode()


def test_a_sign_has_photos_on_its_page(street: Street) -> None:
    sign_id = street.up()
    browser = street.cast.client(street.cast.coordinator)
    add = reverse("pictures:add", args=["sign", sign_id])
    assert add in browser.get(reverse("signs:sign", args=[sign_id])).content.decode()
    file = SimpleUploadedFile("skylt.jpg", photo(), content_type="image/jpeg")
    browser.post(add, {"picture": file, "alt": "Skylten vid infarten"}, follow=True)
    assert "Skylten vid infarten" in browser.get(reverse("signs:sign", args=[sign_id])).content.decode()
    stranger = street.cast.client(street.cast.stranger)
    assert stranger.get(add).status_code == 404


def test_signs_are_a_layer_for_other_programs(street: Street) -> None:
    street.up()
    street.planned(place="Ännu inte")
    browser = street.cast.client(street.cast.coordinator)
    answer = browser.get("/ogc/collections/signs/items").json()
    assert [each["properties"]["place"] for each in answer["features"]] == ["Infarten"]
    away = browser.get("/ogc/collections/signs/items", {"bbox": "2,48,3,49"}).json()
    assert away["features"] == []


def test_the_round_of_the_week_has_what_is_due_and_what_was_seen(street: Street) -> None:
    due, _fresh = street.up(days_ago=99), street.up(place="Ny")
    week = phone.this_week(street.now)
    browser = street.cast.client(street.cast.visitor)
    address = reverse("field:signs-state", args=[week])
    answer = browser.get(address)
    assert [each["id"] for each in answer.json()["subjects"]] == [due]
    assert browser.get(address, headers={"if-none-match": answer["ETag"]}).status_code == 304
    street.seen(due, "good")
    (sign,) = browser.get(address).json()["subjects"]
    assert sign["seen"] == "good"
    for other in (week - 1, week + 1, 202699, 999952, 0):
        assert browser.get(reverse("field:signs-state", args=[other])).status_code == 404
    assert "vecka" in browser.get("/field/", headers={"accept-language": "sv"}).content.decode()
    stranger = street.cast.client(street.cast.stranger)
    assert stranger.get(address).status_code in {403, 404}


def test_who_looked_is_forgotten_after_a_year(street: Street) -> None:
    from kokong.measures.signs.keeping import RULES
    from kokong.measures.signs.models import Siting

    sign_id = street.up(days_ago=400, owner="Ägare Ek")
    street.seen(sign_id, "good", days_ago=380)
    street.act(sign_id, "remove", days_ago=100)
    with street.cast.acting(street.cast.coordinator):
        for rule in (each for each in RULES if each.model is not Siting):
            assert rule.apply(street.now - timedelta(days=rule.days), dry_run=True) == 1
            assert rule.apply(street.now - timedelta(days=rule.days), dry_run=False) == 1
        assert Check.objects.get().user_id is None
    assert street.sign(sign_id).owner == ""


def test_what_was_asked_about_spots_is_forgotten_after_a_month(street: Street) -> None:
    from kokong.measures.signs.keeping import RULES
    from kokong.measures.signs.models import Siting

    (rule,) = (each for each in RULES if each.model is Siting)
    with street.cast.acting(street.cast.coordinator):
        for days in (rule.days - 1, rule.days + 1):
            Siting.objects.create(
                kind="watch", signs=3, weight="homes", within_m=100, found={},
                asked=street.now - timedelta(days=days),
            )  # fmt: skip
        assert rule.apply(street.now - timedelta(days=rule.days), dry_run=False) == 1
        assert Siting.objects.count() == 1


def test_the_phone_says_where_a_home_beside_wants_no_knock(street: Street) -> None:
    quiet, other = street.up(days_ago=95), street.up(days_ago=95, point=Point(street.spot.x + 500, street.spot.y))
    with street.cast.acting(street.cast.coordinator):
        places.add_do_not_visit(dwelling_id=street.homes[0].pk, reason="asked", expires=None, now=street.now)
        week = phone.this_week(street.now)
        listing = phone.listing(number=week, user_id=street.cast.visitor.user_id, now=street.now)
    assert listing is not None
    assert {each["id"]: each["quiet"] for each in listing.subjects} == {quiet: True, other: False}
