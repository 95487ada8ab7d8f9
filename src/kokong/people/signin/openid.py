"""OpenID Connect as allauth does it, and what it leaves out: ID tokens are verified, with a nonce, every time."""

import secrets
from typing import Any, Final

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest

ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")
REQUIRED: Final = ("exp", "iat", "iss", "aud", "sub")
ENDPOINTS: Final = ("authorization_endpoint", "token_endpoint", "jwks_uri")
LEEWAY: Final = 60


class Adapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """Speaks with one provider."""

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the provider says of itself; it must be who it was configured to be."""
        known = hasattr(self, "_openid_config")
        config: dict[str, Any] = super().openid_config
        if not known:
            expected = self.get_provider().app.settings["server_url"]
            if config.get("issuer", "").rstrip("/") != expected or not all(config.get(each) for each in ENDPOINTS):
                raise OAuth2Error("The provider's own description is not that of its issuer.")
        return config

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        """The claims of an ID token, once its signature, issuer, audience and times are right."""
        try:
            claims: dict[str, Any] = jwt.decode(
                id_token,
                key=self._key(id_token),
                algorithms=list(ALGORITHMS),
                audience=app.client_id,
                issuer=self.openid_config["issuer"],
                leeway=LEEWAY,
                options={"require": list(REQUIRED)},
            )
        except jwt.PyJWTError as error:
            raise OAuth2Error("The ID token is not valid.") from error
        if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and claims.get("azp") != app.client_id:
            raise OAuth2Error("The ID token is meant for somebody else.")
        return claims

    def _key(self, id_token: str) -> jwt.PyJWK:
        name = jwt.get_unverified_header(id_token).get("kid")
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
            keys = jwt.PyJWKSet.from_dict(answer.json()).keys
        found = [key for key in keys if name in {key.key_id, None} and key.public_key_use in {"sig", None}]
        if len(found) != 1 or found[0].key_type == "oct":
            raise OAuth2Error("No key of the provider's signed the ID token.")
        return found[0]

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        """Who signs in. What the provider tells beside the ID token must be about the same person."""
        id_token = kwargs["response"].get("id_token")
        if not id_token:
            raise OAuth2Error("The provider gave no ID token.")
        claims = self._decode_id_token(app, id_token)
        if app.settings.get("fetch_userinfo"):
            more = self._fetch_user_info(token.token)
            if more.get("sub") != claims["sub"]:
                raise OAuth2Error("The provider tells of somebody else.")
            claims = {**more, **claims}
        return self.get_provider().sociallogin_from_response(request, {"id_token": claims})


class Provider(OpenIDConnectProvider):  # type: ignore[misc]
    """Begins signing in with nothing that a link could have added, and keeps no claims."""

    package = "allauth.socialaccount.providers.openid_connect"
    oauth2_adapter_class = Adapter

    def redirect(
        self, request: HttpRequest, process: Any, next_url: Any = None, data: Any = None, **_: Any
    ) -> Any:
        """Lead to the provider, with a nonce that its answer must carry."""
        nonce = secrets.token_urlsafe(24)
        process = AuthProcess.CONNECT if request.user.is_authenticated else AuthProcess.LOGIN
        return super().redirect(
            request, process, next_url, data, scope=self.get_scope(), auth_params={"nonce": nonce}, nonce=nonce
        )

    def sociallogin_from_response(self, request: HttpRequest, response: dict[str, Any]) -> Any:
        """The sign-in, with its claims beside it for the mapping; none of them is kept."""
        login = super().sociallogin_from_response(request, response)
        login.claims = response["id_token"]
        login.account.extra_data = {}
        return login
