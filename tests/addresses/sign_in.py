"""The addresses of signing in, which others wrote, and why each is routed."""

from typing import Final

from tests.addresses.kinds import ANYBODY, SIGNED_IN, act, data, page

# Every page of sign-in that is routed, and why: allauth has more, and each of them can change an account.
SIGN_IN: Final = {
    "account_login": (page(ANYBODY), "one signs in"),
    "account_logout": (page(ANYBODY), "one signs out; asked without a sign-in it leads to the start"),
    "account_inactive": (page(ANYBODY), "an account that is switched off is told so"),
    "account_reset_password": (page(ANYBODY), "a forgotten password is asked for anew"),
    "account_reset_password_done": (page(ANYBODY), "says the same whether or not there is an account"),
    "account_reset_password_from_key": (page(ANYBODY), "the letter's link, to the proven address"),
    "account_reset_password_from_key_done": (page(ANYBODY), "says that the password is saved"),
    "mfa_authenticate": (page(ANYBODY), "the second step, before one is signed in"),
    "mfa_login_webauthn": (data(ANYBODY), "signing in with a passkey"),
    "account_reauthenticate": (page(SIGNED_IN), "one shows again who one is before what is delicate"),
    "account_change_password": (page(SIGNED_IN), "one's own password"),
    "account_set_password": (page(SIGNED_IN), "a password where one signs in with a passkey alone"),
    "mfa_index": (page(SIGNED_IN), "one's second steps"),
    "mfa_reauthenticate": (page(SIGNED_IN), "as above, by a code"),
    "mfa_activate_totp": (page(SIGNED_IN), "codes from an app, on"),
    "mfa_deactivate_totp": (page(SIGNED_IN), "and off"),
    "mfa_view_recovery_codes": (page(SIGNED_IN), "codes for the day when the phone is gone"),
    "mfa_generate_recovery_codes": (page(SIGNED_IN), "new ones"),
    "mfa_download_recovery_codes": (data(SIGNED_IN), "on paper"),
    "mfa_list_webauthn": (page(SIGNED_IN), "one's passkeys"),
    "mfa_add_webauthn": (page(SIGNED_IN), "one more"),
    "mfa_reauthenticate_webauthn": (data(SIGNED_IN), "as above, by a passkey"),
    "mfa_remove_webauthn": (page(SIGNED_IN), "one that is lost"),
    "mfa_edit_webauthn": (page(SIGNED_IN), "its name"),
}

# Signing in through a municipality's or an authority's provider.
FEDERATED: Final = {
    "openid_connect_login": (data(ANYBODY), "leads to the provider"),
    "openid_connect_callback": (data(ANYBODY), "and back"),
    "saml_login": (data(ANYBODY), "as above"),
    "saml_acs": (act(ANYBODY), "the provider's page posts its answer here"),
    "saml_finish_acs": (data(ANYBODY), "where it is looked at, with our own cookies"),
    "saml_metadata": (data(ANYBODY), "what the provider needs to know of us"),
    "saml_sls": (data(ANYBODY), "404: allauth needs its name"),
}

OUTSIDE: Final = {name: address for name, (address, _why) in (SIGN_IN | FEDERATED).items()}
