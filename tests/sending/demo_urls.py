"""The site's addresses as a demonstration has them."""

from django.urls import include, path

from kokong.config.urls import urlpatterns as usual

urlpatterns = [path("demo/outbox/", include("kokong.sending.outbox.urls")), *usual]
