"""An Authlib relying party, put together as its documentation says: discovery, sessions, ID token validation.

Two of Authlib's defaults do not fit: an assertion lives 3600 s (Aero2 takes 5 minutes at most) and is addressed to the token
endpoint (Aero2 wants its issuer). Both are settings of Authlib.
"""

from dataclasses import dataclass

import requests
from authlib.common.security import generate_token
from authlib.integrations.requests_client import OAuth2Session
from authlib.oauth2.rfc7523 import PrivateKeyJWT
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.jwk import KeySet
from platform_under_test import server_now

SCOPE = "openid profile email offline_access"


class ShortAssertion(PrivateKeyJWT):
    """`private_key_jwt` with the issuer as audience, a minute of life, and a new `jti` for each request."""

    def __init__(self, issuer, key):
        super().__init__(token_endpoint=issuer, alg="ES256", headers={"kid": key.kid})

    def sign(self, auth, token_endpoint):
        now = server_now()
        self.claims = {"iat": now, "exp": now + 60}
        return super().sign(auth, token_endpoint)


@dataclass
class Request:
    """One authorization request: what must be remembered until the answer."""

    url: str
    state: str
    nonce: str
    verifier: str


class RelyingParty:
    """A client of one application."""

    def __init__(self, app, client, key=None):
        answer = requests.get(f"{app['issuer']}/.well-known/openid-configuration", timeout=10)
        answer.raise_for_status()
        self.metadata = answer.json()
        self.client_id = client["client_id"]
        self.redirect_uri = next(iter(client["redirect_uris"]), None)
        method = "private_key_jwt" if key else "client_secret_basic"
        self.session = OAuth2Session(
            self.client_id,
            key or client["client_secret"],
            token_endpoint_auth_method=method,
            revocation_endpoint_auth_method=method,
            scope=SCOPE,
            redirect_uri=self.redirect_uri,
            code_challenge_method="S256",
            token_endpoint=self.metadata["token_endpoint"],
        )
        if key:
            self.session.register_client_auth_method(ShortAssertion(app["issuer"], key))

    def authorization_request(self, **extra):
        """An address for the browser, with PKCE, state and nonce."""
        nonce, verifier = generate_token(32), generate_token(64)
        url, state = self.session.create_authorization_url(
            self.metadata["authorization_endpoint"], code_verifier=verifier, nonce=nonce, **extra
        )
        return Request(url, state, nonce, verifier)

    def exchange(self, callback, request):
        """Tokens for the code in the address the browser came back with."""
        return self.session.fetch_token(
            authorization_response=callback, state=request.state, code_verifier=request.verifier, grant_type="authorization_code"
        )

    def id_token(self, tokens, nonce=None):
        """The claims of an ID token whose signature, issuer, audience, times, nonce and at_hash were checked."""
        answer = requests.get(self.metadata["jwks_uri"], timeout=10)
        answer.raise_for_status()
        algorithms = self.metadata["id_token_signing_alg_values_supported"]
        token = jwt.decode(tokens["id_token"], KeySet.import_key_set(answer.json()), algorithms=algorithms)
        expected = {"iss": {"essential": True, "value": self.metadata["issuer"]}, "aud": {"essential": True, "value": self.client_id}}
        params = {"nonce": nonce, "client_id": self.client_id, "access_token": tokens["access_token"]}
        claims = CodeIDToken(token.claims, token.header, expected, params)
        claims.validate(now=server_now(), leeway=5)
        return claims

    def userinfo(self, access_token):
        """The raw answer: a test looks at the refusals too."""
        return requests.get(self.metadata["userinfo_endpoint"], headers={"Authorization": f"Bearer {access_token}"}, timeout=10)

    def refresh(self, token):
        """New tokens for a refresh token."""
        return dict(self.session.refresh_token(refresh_token=token))

    def introspect(self, token):
        """What Aero2 says of a token."""
        answer = self.session.introspect_token(self.metadata["introspection_endpoint"], token=token)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def revoke(self, token):
        """Gives a token back."""
        answer = self.session.revoke_token(self.metadata["revocation_endpoint"], token=token)
        assert answer.status_code == 200, answer.text
