"""The document as schemathesis gets it: only what the caller of this run has as a credential, and in the paths ids that exist, here and elsewhere."""

import copy

METHODS = {"get", "put", "post", "patch", "delete"}
#: Whoever calls these well has ended the very credential of all that follows. Each has a run of its own, with a new one; the last two end the account and the application.
ENDING = (
    ("post", "/api/applications/revoke-all"),
    ("post", "/api/applications/signing-keys/rotate"),
    ("post", "/api/users/me/password"),
    ("post", "/api/auth/signout"),
    ("post", "/oauth2/revoke"),
    ("post", "/oauth2/logout"),
    ("get", "/oauth2/logout"),
    ("delete", "/api/sessions/{id}"),
    ("delete", "/api/sessions"),
    ("delete", "/api/users/me"),
    ("delete", "/api/applications/current"),
)


def narrowed(document, ids, only=None):
    """A copy with the operations of one run: `only` this one, or all that leave the credential alive. `ids` are lists by the part of the path before them."""
    found = copy.deepcopy(document)
    # The header is given; a generated cookie beside it would make every write one that came from another site.
    del found["components"]["securitySchemes"]["session"]
    for path, operations in found["paths"].items():
        for method in METHODS & operations.keys():
            if (method, path) in ENDING if only is None else (method, path) != only:
                del operations[method]
                continue
            operation = operations[method]
            operation["security"] = [one for one in operation.get("security", []) if "session" not in one] or [{}]
            for parameter in operation.get("parameters", []):
                _give_ids(parameter, path, ids)
    found["paths"] = {path: operations for path, operations in found["paths"].items() if METHODS & operations.keys()}
    return found


def _give_ids(parameter, path, ids):
    if parameter.get("in") != "path" or parameter["name"] != "id":
        return
    known = next((found for prefix, found in ids.items() if path.startswith(prefix + "{id}")), None)
    if known:
        # The one of the document is of nobody.
        nobody = [parameter["example"]] if "example" in parameter else []
        parameter["schema"] = {"enum": known + nobody}
        parameter.pop("example", None)
