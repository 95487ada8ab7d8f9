"""What the sign-in pages show of identity providers."""

from typing import Any

from django import template
from django.http import HttpRequest

from kokong.people.signin import federated_views, providers

register = template.Library()


@register.simple_tag(takes_context=True)
def provider_buttons(context: dict[str, Any]) -> tuple[providers.Provider, ...]:
    """The providers to offer on the sign-in page that is asked for."""
    request: HttpRequest = context["request"]
    return federated_views.buttons(request)


@register.simple_tag(takes_context=True)
def own_providers(context: dict[str, Any]) -> tuple[providers.Provider, ...]:
    """The providers that a signed-in person may connect: those of their own address."""
    request: HttpRequest = context["request"]
    return providers.for_address(request.user.email) if request.user.is_authenticated else ()
