"""Proves that Authlib, with its requests session, works with both applications: the same list as the Node libraries."""

from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

import pytest
from authlib.integrations.base_client import OAuthError
from hosted import Browser, location
from joserfc.jwk import ECKey
from platform_under_test import advance, application, client, create_client, person
from relying_party import RelyingParty

AFTER_THE_RETRY_WINDOW = 60


@pytest.fixture(params=["acme", "globex"], name="app")
def _app(request):
    return application(request.param)


@pytest.fixture(name="party")
def _party(app):
    return RelyingParty(app, client(app, "web"))


def sign_in(party, app):
    """Signs the person in through the hosted pages; gives back the tokens, the request and the browser."""
    browser = Browser()
    request = party.authorization_request()
    callback = browser.sign_in(request.url, person(app), party.redirect_uri)
    assert parameters(callback)["iss"] == app["issuer"]
    return dict(party.exchange(callback, request)), request, browser


def parameters(url):
    """The query of an address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def refused(code):
    """The OAuth error that is expected."""
    return pytest.raises(OAuthError, match=f"^{code}")


def test_discovery_names_this_issuer(app, party):
    assert party.metadata["issuer"] == app["issuer"]
    for endpoint in ["authorization", "token", "userinfo", "introspection", "revocation", "end_session"]:
        assert party.metadata[f"{endpoint}_endpoint"].startswith(f"{app['issuer']}/oauth2/")
    assert party.metadata["code_challenge_methods_supported"] == ["S256"]


def test_code_flow_with_pkce_and_nonce(app, party):
    tokens, request, _ = sign_in(party, app)
    claims = party.id_token(tokens, request.nonce)
    assert claims["sub"] == person(app)["id"]
    assert claims["nonce"] == request.nonce
    info = party.userinfo(tokens["access_token"]).json()
    assert (info["sub"], info["email"]) == (claims["sub"], person(app)["email"])


def test_a_wrong_verifier_burns_the_code(app, party):
    request = party.authorization_request()
    callback = Browser().sign_in(request.url, person(app), party.redirect_uri)
    right, request.verifier = request.verifier, "not-the-verifier-that-the-challenge-was-made-of"
    with refused("invalid_grant"):
        party.exchange(callback, request)
    request.verifier = right
    with refused("invalid_grant"):
        party.exchange(callback, request)


def test_a_token_of_one_application_is_nothing_to_another(app, party):
    tokens, _, _ = sign_in(party, app)
    other = application("globex" if app["slug"] == "acme" else "acme")
    assert RelyingParty(other, client(other, "web")).userinfo(tokens["access_token"]).status_code == 401


def test_refresh_rotates_and_reuse_kills_the_family(app, party):
    first, request, _ = sign_in(party, app)
    before = party.id_token(first, request.nonce)
    second = party.refresh(first["refresh_token"])
    assert second["refresh_token"] != first["refresh_token"], "the refresh token rotates"
    assert party.id_token(second)["auth_time"] == before["auth_time"], "a refresh is no sign-in"
    again = party.refresh(first["refresh_token"])
    assert again["refresh_token"] == second["refresh_token"], "a retry inside the window gets the same successor"

    advance(AFTER_THE_RETRY_WINDOW)
    with refused("invalid_grant"):
        party.refresh(first["refresh_token"])
    with refused("invalid_grant"):
        party.refresh(second["refresh_token"])
    assert party.introspect(second["access_token"]) == {"active": False}, "the access token died with its family"


def test_introspection_and_revocation(app, party):
    tokens, _, _ = sign_in(party, app)
    for name in ["access_token", "refresh_token"]:
        seen = party.introspect(tokens[name])
        assert (seen["active"], seen["client_id"], seen["sub"]) == (True, party.client_id, person(app)["id"])
    party.revoke(tokens["refresh_token"])
    for name in ["access_token", "refresh_token"]:
        assert party.introspect(tokens[name]) == {"active": False}
    with refused("invalid_grant"):
        party.refresh(tokens["refresh_token"])
    assert party.userinfo(tokens["access_token"]).status_code == 401


def test_rp_initiated_logout(app, party):
    tokens, _, browser = sign_in(party, app)
    silent = browser.get(party.authorization_request(prompt="none").url)
    assert "code" in parameters(location(silent)), "while the session lives, no page is shown"

    home = urljoin(party.redirect_uri, "/")
    query = {"id_token_hint": tokens["id_token"], "post_logout_redirect_uri": home, "client_id": party.client_id, "state": "bye"}
    out = browser.get(f"{party.metadata['end_session_endpoint']}?{urlencode(query)}")
    assert out.status_code == 303, out.text
    assert location(out) == f"{home}?state=bye"
    after = browser.get(party.authorization_request(prompt="none").url)
    assert parameters(location(after))["error"] == "login_required"


def test_client_credentials(app):
    party = RelyingParty(app, client(app, "machine"))
    tokens = party.session.fetch_token(grant_type="client_credentials", scope="users:read")
    assert tokens["scope"] == "users:read"
    assert "refresh_token" not in tokens
    assert party.introspect(tokens["access_token"])["sub"] == party.client_id


def test_private_key_jwt(app):
    key = ECKey.generate_key("P-256", {"kid": f"authlib-{app['slug']}", "use": "sig", "alg": "ES256"}, private=True)
    made = create_client(
        app,
        {
            "client_name": "Signed by Authlib",
            "type": "web",
            "redirect_uris": client(app, "web")["redirect_uris"],
            "token_endpoint_auth_method": "private_key_jwt",
            "jwks": {"keys": [key.as_dict(private=False)]},
        },
    )
    party = RelyingParty(app, made, key)
    tokens, request, _ = sign_in(party, app)
    assert party.id_token(tokens, request.nonce)["sub"] == person(app)["id"]
    assert party.refresh(tokens["refresh_token"])["access_token"], "a second assertion is as good as the first"

    stranger = ECKey.generate_key("P-256", {"kid": key.kid}, private=True)
    with refused("invalid_client"):
        RelyingParty(app, made, stranger).refresh(tokens["refresh_token"])
