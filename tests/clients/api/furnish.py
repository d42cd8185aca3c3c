"""What there is to find in an application: one of everything that has an id, made over its own API, each with a word that must never be seen elsewhere."""

import requests


class Application:
    """One seeded application, by its secret key."""

    def __init__(self, seed):
        self.issuer = seed["issuer"]
        self.seed = seed
        self._headers = {"Authorization": f"Bearer {seed['secret_key']}"}

    def call(self, method, path, body=None):
        """What it answers, which must be a success."""
        answer = requests.request(method, f"{self.issuer}{path}", json=body, headers=self._headers, timeout=10)
        assert answer.ok, f"{method} {path} answered {answer.status_code}: {answer.text}"
        return answer.json() if answer.content else None

    def make(self, path, body):
        """The id of a new thing."""
        made = self.call("POST", path, body)
        return made.get("id") or made["client_id"]


def furnish(app, word):
    """One of each, named with `word`; gives back the ids that a path can have, by the part of the path they stand behind."""
    role = app.make("/api/roles", {"name": word, "description": word, "permissions": ["users:read"]})
    user = app.make("/api/users", {"email": f"{word}@{word}.example", "name": word, "given_name": word, "roles": [role]})
    client = app.make("/api/clients", {"client_name": word, "type": "web", "redirect_uris": [f"https://{word}.example/callback"]})
    provider = {"name": word, "display_name": word, "type": "oauth2", "client_id": word, "client_secret": word} | {
        f"{name}_endpoint": f"https://{word}.example/{name}" for name in ("authorization", "token", "userinfo")
    }
    return {
        "/api/roles/": role,
        "/api/users/": user,
        "/api/clients/": client,
        "/api/idps/": app.make("/api/idps", provider),
        "/api/applications/api-keys/": app.make("/api/applications/api-keys", {"kind": "secret", "name": word, "permissions": ["users:read"]}),
        "/api/applications/domains/": app.make("/api/applications/domains", {"hostname": f"login.{word}.example"}),
        "/api/invitations/": app.make("/api/invitations", {"email": f"invited@{word}.example"}),
        "/api/audit/": app.call("GET", "/api/audit?limit=1")["data"][0]["id"],
    }


def first_party_client(app, redirect_uri, scope):
    """A client of the house, that may ask for `account` and for permissions."""
    body = {"client_name": "Fuzz", "type": "spa", "redirect_uris": [redirect_uri], "first_party": True, "scope": scope}
    return app.make("/api/clients", body)


def person(app, number, roles):
    """Somebody new for each run: what one did to their account is nothing to the next."""
    who = {"email": f"person{number}@fuzz.example", "password": "violet-harbour-tractor-91"}
    app.make("/api/users", who | {"email_verified": True, "roles": roles})
    return who
