"""Every address of the site, room by room."""

from django.urls import include, path

from kokong.kernel import installation, measure
from kokong.sending.gateway_views import bounces
from kokong.sending.unsubscribe_views import unsubscribe

urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("account/", include("kokong.people.urls")),
    path("account/", include("kokong.people.sign_in_urls")),
    path("account/", include("kokong.people.signin.federated_urls")),
    path("account/messages/", include("kokong.sending.urls")),
    path("u/<str:reader>/", unsubscribe, name="unsubscribe"),
    path("mail/bounces/<slug:gateway>/", bounces, name="bounces"),
    path("mailings/", include("kokong.sending.mailings.urls")),
    *([path("demo/outbox/", include("kokong.sending.outbox.urls"))] if installation.current().demo else []),
    path("places/", include("kokong.places.urls")),
    path("pictures/", include("kokong.pictures.urls")),
    path("areas/", include("kokong.places.areas.urls")),
    path("tasks/", include("kokong.tasks.urls")),
    path("texts/", include("kokong.texts.urls")),
    path("", include("kokong.meetings.urls")),
    path("burglaries/", include("kokong.incidents.urls")),
    path("risk/", include("kokong.risk.urls")),
    path("effect/", include("kokong.effect.urls")),
    path("field/", include("kokong.field.urls")),
    path("imports/", include("kokong.intake.urls")),
    *(path(start, include(urls)) for each in measure.everyone() for start, urls in each.urls),
    path("api/", include("kokong.config.api_urls")),
    path("ogc/", include("kokong.ogc.urls")),
    path("practice/", include("kokong.practice.urls")),
    path("", include("kokong.public.urls")),
    path("", include("kokong.desk.urls")),
]
