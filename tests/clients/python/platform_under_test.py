"""The running Aero2 as a Python test sees it: the seed, the clock, and names under `localhost`, which glibc does not resolve.

It proves nothing by itself.
"""

import json
import os
import socket
from datetime import datetime
from pathlib import Path

import requests


def _required(name):
    value = os.environ.get(name)
    if not value:
        raise RuntimeError(f"{name} is not set: start these tests with tests/clients/run, which starts Aero2 and says where it is")
    return value


CONTROL = _required("AERO2_CONTROL")
SEED = json.loads(Path(_required("AERO2_SEED")).read_text(encoding="utf-8"))

_getaddrinfo = socket.getaddrinfo


def _resolve(host, port, *rest, **options):
    """Loopback for `*.localhost`; every other name is refused, because no test may leave this machine."""
    if host != "localhost" and not str(host).endswith(".localhost"):
        raise OSError(f"a test wanted to leave this machine: {host}")
    return _getaddrinfo("127.0.0.1", port, *rest, **options)


socket.getaddrinfo = _resolve


def application(slug):
    """The seeded application `acme` or `globex`."""
    return next(found for found in SEED["applications"] if found["slug"] == slug)


def client(app, kind):
    """A seeded client of an application: `web`, `spa` or `machine`."""
    return next(found for found in app["clients"] if found["kind"] == kind)


def person(app):
    """A seeded user without rights."""
    return next(found for found in app["users"] if found["role"] == "user")


def advance(seconds):
    """Moves the server's clock; no test sleeps."""
    requests.post(f"{CONTROL}/clock", json={"advance_seconds": seconds}, timeout=10).raise_for_status()


def server_now():
    """The server's clock in seconds since 1970: a test of reuse moves it ahead of ours."""
    answer = requests.get(f"{CONTROL}/clock", timeout=10)
    answer.raise_for_status()
    return int(datetime.fromisoformat(answer.json()["now"]).timestamp())


def create_client(app, metadata):
    """Makes a client with the management API; gives back what the API answered."""
    answer = requests.post(
        f"{app['issuer']}/api/clients", json=metadata, headers={"Authorization": f"Bearer {app['secret_key']}"}, timeout=10
    )
    assert answer.status_code == 201, f"POST /api/clients answered {answer.status_code}, not 201: {answer.text}"
    return answer.json()
