"""SAML 2.0 as allauth does it: only signed assertions that answer a question of ours."""

from typing import Any

from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.saml.provider import SAMLProvider
from django.http import HttpRequest


class Provider(SAMLProvider):  # type: ignore[misc]
    """Keeps no attributes, and ignores what a link could have added."""

    package = "allauth.socialaccount.providers.saml"

    def redirect(
        self, request: HttpRequest, process: Any, next_url: Any = None, data: Any = None, **_: Any
    ) -> Any:
        """Lead to the provider."""
        process = AuthProcess.CONNECT if request.user.is_authenticated else AuthProcess.LOGIN
        return super().redirect(request, process, next_url, data)

    def sociallogin_from_response(self, request: HttpRequest, response: Any) -> Any:
        """The sign-in, with its attributes beside it for the mapping; none of them is kept."""
        login = super().sociallogin_from_response(request, response)
        told = {**self.extract_common_fields(response), **response.get_attributes()}
        login.claims = {name: value for name, value in told.items() if value}
        login.account.extra_data = {}
        return login
