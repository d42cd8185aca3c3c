"""Schemathesis against the running Aero2, as an admin and as a member of `acme`: no answer is our fault, none is undocumented, none knows `globex`.

    AERO2_CONTROL=… AERO2_SEED=… python check.py [--examples N] [--random]
"""

import argparse
import base64
import collections
import hashlib
import json
import os
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import requests
from furnish import Application, first_party_client, furnish, person
from narrowed import ENDING, narrowed

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "python"))
from hosted import Browser  # noqa: E402
from platform_under_test import application  # noqa: E402

CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance"
CALLBACK = "http://localhost:3000/callback"
CANARY = "canary-of-globex"
#: Operations that a run must have reached with a success, else it proves nothing: a wrong token is refused everywhere, with documented answers.
REACHED = {"admin": 100, "member": 20}


def access_token(app, client_id, who, scope):
    """By the code flow, as any app of the house would."""
    verifier = secrets.token_urlsafe(48)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    query = {"response_type": "code", "client_id": client_id, "redirect_uri": CALLBACK, "scope": scope, "state": "s"}
    query |= {"code_challenge": challenge, "code_challenge_method": "S256"}
    back = Browser().sign_in(f"{app.issuer}/oauth2/authorize?{urlencode(query)}", who, CALLBACK)
    code = parse_qs(urlsplit(back).query)["code"][0]
    body = {"grant_type": "authorization_code", "code": code, "client_id": client_id, "redirect_uri": CALLBACK, "code_verifier": verifier}
    answer = requests.post(f"{app.issuer}/oauth2/token", data=body, timeout=10)
    assert answer.ok, answer.text
    return answer.json()["access_token"]


def run(name, document, app, token, options):
    """One run of schemathesis; gives back its answers as (operation, status, body) and whether it was content."""
    with tempfile.TemporaryDirectory() as scratch:
        described, report = Path(scratch, "openapi.json"), Path(scratch, "report.ndjson")
        described.write_text(json.dumps(document), encoding="utf-8")
        # Methods that no path has: DELETE on a path that is left to another run would do what that run does.
        Path(scratch, "schemathesis.toml").write_text('[phases.coverage]\nunexpected-methods = ["QUERY", "TRACE"]\n', encoding="utf-8")
        host = urlsplit(app.issuer)
        command = [str(Path(sys.executable).with_name("schemathesis")), "run", str(described), "--url", f"http://127.0.0.1:{host.port}"]
        command += ["-H", f"Host: {host.netloc}", "-H", f"Authorization: Bearer {token}", "--checks", CHECKS, "--continue-on-failure"]
        command += ["--report", "ndjson", "--report-ndjson-path", str(report), "--warnings", "off", *options]
        known = os.environ | {"SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": str(HERE)}
        ended = subprocess.run(command, cwd=scratch, env=known, capture_output=True, text=True, check=False)
        if ended.returncode != 0:
            print(ended.stdout[-12_000:], ended.stderr[-4_000:])
        return list(answers(report)), ended.returncode == 0


def answers(report):
    """Every answer of a run, from the report it wrote."""
    with report.open(encoding="utf-8") as lines:
        for line in lines:
            finished = json.loads(line).get("ScenarioFinished")
            for exchange in ((finished or {}).get("recorder") or {}).get("interactions", {}).values():
                answer = exchange.get("response")
                if answer is None:
                    continue
                content = answer.get("content") or {}
                body = base64.b64decode(content.get("$base64", "")) if isinstance(content, dict) else str(content).encode()
                yield exchange["request"]["method"], urlsplit(exchange["request"]["uri"]).path, answer["status_code"], body


def judge(name, found, words):
    """Counts the answers; what is wrong with them, in words."""
    statuses = collections.Counter(status for _, _, status, _ in found)
    reached = {(method, path.rsplit("/", 1)[0] if "_01" in path else path) for method, path, status, _ in found if 200 <= status < 400}
    print(f"api: {name}: {len(found)} answers, {dict(sorted(statuses.items()))}; {len(reached)} operations with a success", flush=True)
    wrong = [f"{name}: {method} {path} showed {word}" for method, path, _, body in found for word in words if word.encode() in body]
    wrong += [f"{name}: {method} {path} answered {status}" for method, path, status, _ in found if status >= 500 and status != 503]
    least = REACHED.get(name, 0)
    if len(reached) < least:
        wrong.append(f"{name}: only {len(reached)} operations with a success, of {least}: does its token still live?")
    return sorted(set(wrong))


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--examples", type=int, default=10, help="generated requests for an operation, besides the boundaries of its schema")
    arguments.add_argument("--random", action="store_true", help="other requests each time: finds more, and may find it in a change that has nothing to do with it")
    chosen = arguments.parse_args()
    document = json.loads((HERE / "../../../docs/api/openapi.json").resolve().read_text(encoding="utf-8"))
    acme, globex = Application(application("acme")), Application(application("globex"))
    here, there = furnish(acme, "own-of-acme"), furnish(globex, CANARY)
    ids = {prefix: [here[prefix], there[prefix]] for prefix in here}
    words = [CANARY, globex.seed["id"]]
    scope = " ".join(document["components"]["securitySchemes"]["accessToken"]["flows"]["authorizationCode"]["scopes"])
    client_id = first_party_client(acme, CALLBACK, scope)
    roles = {role["name"]: role["id"] for role in acme.call("GET", "/api/roles")["data"]}
    member, admin = [], [roles["admin"]]
    wide = ["--phases", "examples,coverage,fuzzing", "--max-examples", str(chosen.examples), "--no-shrink"]
    same = [] if chosen.random else ["--generation-deterministic"]
    runs = [("member", member, None, wide), ("admin", admin, None, wide)]
    runs += [(f"admin, {method.upper()} {path}", admin, (method, path), ["--phases", "examples,coverage"]) for method, path in ENDING]
    # A run may ask for second factors, or switch the passwords off; the next one's person signs in as before.
    way_in = {name: acme.call("GET", "/api/applications/settings")[name] for name in ("mfa_policy", "auth_methods", "signup_required_fields")}
    wrong, content = [], True
    for number, (name, held, only, options) in enumerate(runs):
        acme.call("PATCH", "/api/applications/settings", way_in)
        token = access_token(acme, client_id, person(acme, number, held), scope)
        found, was_content = run(name, narrowed(document, ids, only), acme, token, options + same)
        wrong += judge(name, found, words)
        content &= was_content
    print("\n".join(wrong[:40]))
    return 0 if content and not wrong else 1


if __name__ == "__main__":
    sys.exit(main())
