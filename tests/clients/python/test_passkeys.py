"""Proves that a passkey of soft-webauthn works, and that what no browser sends gets one clear refusal: nothing is written, and nothing breaks."""

import json
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from hosted import Browser
from platform_under_test import application, person
from soft_webauthn import SoftWebauthnDevice

# User present and verified; a credential is attached. soft-webauthn says "present" only.
USED, MADE = 0x05, 0x45
FLAGS = 32


def text(data):
    return urlsafe_b64encode(data).decode().rstrip("=")


def octets(letters):
    return urlsafe_b64decode(letters + "=" * (-len(letters) % 4))


class Device(SoftWebauthnDevice):
    """soft-webauthn, whose person is verified, speaking the JSON that browsers speak."""

    def made(self, options, origin):
        """The answer to `navigator.credentials.create()`, and its attestation object as a map."""
        asked = {**options, "challenge": octets(options["challenge"])}
        asked["pubKeyCredParams"] = [{"alg": one["alg"], "type": one["type"]} for one in options["pubKeyCredParams"]]
        made = self.create({"publicKey": asked}, origin)
        self.user_handle = options["user"]["id"]
        attested = cbor.decode(made["response"]["attestationObject"])
        data = bytearray(attested["authData"])
        data[FLAGS] = MADE
        return self._answer(attestationObject=cbor.encode({**attested, "authData": bytes(data)}), clientDataJSON=made["response"]["clientDataJSON"])

    def used(self, options, origin):
        """The answer to `navigator.credentials.get()`."""
        asked = {"publicKey": {"rpId": options["rpId"], "challenge": octets(options["challenge"])}}
        client_data = self.get(asked, origin)["response"]["clientDataJSON"]
        data = sha256(self.rp_id.encode()).digest() + bytes([USED]) + struct.pack(">I", self.sign_count)
        signature = self.private_key.sign(data + sha256(client_data).digest(), ec.ECDSA(hashes.SHA256()))
        answer = self._answer(authenticatorData=data, clientDataJSON=client_data, signature=signature)
        answer["response"]["userHandle"] = self.user_handle
        return answer

    def _answer(self, **response):
        name = text(self.credential_id)
        return {"id": name, "rawId": name, "type": "public-key", "clientExtensionResults": {}, "response": {key: text(value) for key, value in response.items()}}


class Site:
    """The application's own pages, in one browser."""

    def __init__(self, app):
        self.origin, self.app, self.browser = app["issuer"], app, Browser()

    def call(self, method, path, body):
        return self.browser.call(method, self.origin + path, body)

    def sign_in(self):
        who = person(self.app)
        answer = self.call("POST", "/api/auth/signin", {"email": who["email"], "password": who["password"]})
        assert answer.status_code == 200, answer.text
        return self

    def asked(self, path):
        answer = self.call("POST", path, {})
        assert answer.status_code == 200, answer.text
        return answer.json()

    def passkeys(self):
        answer = self.browser.get(self.origin + "/api/users/me/passkeys")
        assert answer.status_code == 200, answer.text
        return [one["id"] for one in answer.json()["data"]]


MINE, TO_MAKE = "/api/users/me/passkeys", "/api/users/me/passkeys/options"
VERIFY, TO_USE = "/api/auth/passkey/verify", "/api/auth/passkey/options"


def add(site, device):
    return site.call("POST", MINE, {"credential": device.made(site.asked(TO_MAKE), site.origin)})


@pytest.fixture(name="owner", scope="module")
def _owner():
    """Somebody with one passkey, signed in with it: fresh enough to add others. Afterwards the person has none, for other tests sign them in."""
    site, device = Site(application("globex")).sign_in(), Device()
    added = add(site, device)
    assert added.status_code == 201, added.text
    site, answer = signed_in_with(device, site.app)
    assert answer.status_code == 200, answer.text
    yield site, device
    for one in site.passkeys():
        removed = site.call("DELETE", f"{MINE}/{one}", {})
        assert removed.status_code == 200, removed.text


def signed_in_with(device, app):
    site = Site(app)
    credential = device.used(site.asked(TO_USE), site.origin)
    return site, site.call("POST", VERIFY, {"credential": credential})


def test_a_passkey_is_made_signs_in_and_says_how(owner):
    _, device = owner
    site, answer = signed_in_with(device, application("globex"))
    assert answer.json()["status"] == "complete", answer.text
    session = site.browser.get(site.origin + "/api/auth/session").json()["session"]
    assert session["amr"] == ["hwk", "user", "mfa"] and session["acr"] == "urn:aero2:acr:phr", session


def refused(answer, what):
    """The one refusal, as a problem document with a code, and no more."""
    assert answer.status_code in (400, 413, 422), f"{what}: {answer.status_code} {answer.text}"
    assert answer.headers["Content-Type"].startswith("application/problem+json"), what
    problem = answer.json()
    assert problem["code"] in ("passkey_invalid", "malformed_body", "payload_too_large", "validation_error", "unknown_field"), f"{what}: {problem}"
    assert problem["status"] == answer.status_code and problem["request_id"], f"{what}: {problem}"


def object_of(answer):
    return cbor.decode(octets(answer["response"]["attestationObject"]))


def with_object(answer, data):
    data = data if isinstance(data, bytes) else cbor.encode(data)
    answer["response"]["attestationObject"] = text(data)


def with_auth(answer, bend):
    attested = object_of(answer)
    with_object(answer, {**attested, "authData": bend(attested["authData"])})


def with_client(answer, bend):
    said = json.loads(octets(answer["response"]["clientDataJSON"]))
    bend(said)
    answer["response"]["clientDataJSON"] = text(json.dumps(said).encode())


def setting(key, value):
    return lambda said: said.__setitem__(key, value)


def in_response(key, value):
    return lambda answer: answer["response"].__setitem__(key, value)


COMMON = {
    "wrong challenge": lambda a: with_client(a, setting("challenge", text(b"x" * 60))),
    "no challenge": lambda a: with_client(a, lambda said: said.pop("challenge")),
    "challenge of another type": lambda a: with_client(a, setting("challenge", 7)),
    "wrong origin": lambda a: with_client(a, setting("origin", "https://evil.example")),
    "origin with a path": lambda a: with_client(a, lambda said: said.__setitem__("origin", said["origin"] + ".evil.example")),
    "origin of another type": lambda a: with_client(a, setting("origin", ["x"])),
    "wrong ceremony": lambda a: with_client(a, setting("type", "payment.get")),
    "embedded": lambda a: with_client(a, setting("crossOrigin", True)),
    "client data: no JSON": in_response("clientDataJSON", text(b"{")),
    "client data: a list": in_response("clientDataJSON", text(b"[]")),
    "client data: no UTF-8": in_response("clientDataJSON", text(b"\xff\xfe{}")),
    "client data: deep": in_response("clientDataJSON", text(b"[" * 2000)),
    "client data: no base64": in_response("clientDataJSON", "!!!"),
    "client data: a number": in_response("clientDataJSON", 7),
    "client data: too long": lambda a: with_client(a, setting("x", "x" * 5000)),
    "no id": lambda a: a.pop("id"),
    "ids that differ": lambda a: a.__setitem__("id", text(b"another")),
    "an id of nothing": lambda a: (a.__setitem__("id", ""), a.__setitem__("rawId", "")),
    "an id too long": lambda a: (a.__setitem__("id", text(b"x" * 1024)), a.__setitem__("rawId", text(b"x" * 1024))),
    "another type": lambda a: a.__setitem__("type", "password"),
    "no response": lambda a: a.pop("response"),
    "a response of another type": lambda a: a.__setitem__("response", []),
}

MAKING = COMMON | {
    "object: nothing": lambda a: with_object(a, b""),
    "object: a list": lambda a: with_object(a, [1, 2]),
    "object: text": lambda a: with_object(a, "x"),
    "object: length beyond its end": lambda a: with_object(a, b"\x5b" + b"\xff" * 8),
    "object: an endless list": lambda a: with_object(a, b"\x9f" * 3000),
    "object: a deep list": lambda a: with_object(a, b"\x81" * 3000),
    "object: too long": lambda a: with_object(a, {**object_of(a), "padding": b"x" * 17000}),
    "fmt: a number": lambda a: with_object(a, {**object_of(a), "fmt": 1}),
    "fmt: unknown": lambda a: with_object(a, {**object_of(a), "fmt": "x"}),
    "attStmt: a list": lambda a: with_object(a, {**object_of(a), "attStmt": [1]}),
    "attStmt: of another format": lambda a: with_object(a, {**object_of(a), "fmt": "packed", "attStmt": {"alg": -7, "sig": b"x"}}),
    "authData: missing": lambda a: with_object(a, {key: value for key, value in object_of(a).items() if key != "authData"}),
    "authData: text": lambda a: with_object(a, {**object_of(a), "authData": "x"}),
    "authData: another relying party": lambda a: with_auth(a, lambda d: b"\0" * 32 + d[32:]),
    "authData: nobody present": lambda a: with_auth(a, lambda d: d[:32] + b"\x44" + d[33:]),
    "authData: nobody verified": lambda a: with_auth(a, lambda d: d[:32] + b"\x41" + d[33:]),
    "authData: no credential": lambda a: with_auth(a, lambda d: d[:32] + b"\x05" + d[33:37]),
    "authData: backed up, not eligible": lambda a: with_auth(a, lambda d: d[:32] + b"\x55" + d[33:]),
    "authData: an id longer than it": lambda a: with_auth(a, lambda d: d[:53] + b"\xff\xff" + d[55:]),
    "key: none": lambda a: with_auth(a, lambda d: d[:87]),
    "key: no map": lambda a: with_auth(a, lambda d: d[:87] + cbor.encode([1, 2])),
    "key: another algorithm": lambda a: with_auth(a, lambda d: d[:87] + cbor.encode({**cbor.decode(d[87:]), 3: -8})),
    "key: another curve": lambda a: with_auth(a, lambda d: d[:87] + cbor.encode({**cbor.decode(d[87:]), -1: 3})),
    "key: no point": lambda a: with_auth(a, lambda d: d[:87] + cbor.encode({**cbor.decode(d[87:]), -3: b"\1" * 32})),
    "key: a short coordinate": lambda a: with_auth(a, lambda d: d[:87] + cbor.encode({**cbor.decode(d[87:]), -2: b"\1"})),
    "key: a coordinate of another type": lambda a: with_auth(a, lambda d: d[:87] + cbor.encode({**cbor.decode(d[87:]), -2: "x"})),
    "transports: a number": in_response("transports", 7),
}

USING = COMMON | {
    "data: nothing": in_response("authenticatorData", ""),
    "data: short": in_response("authenticatorData", text(b"x" * 36)),
    "data: too long": in_response("authenticatorData", text(b"x" * 5000)),
    "data: a number": in_response("authenticatorData", 7),
    "signature: nothing": in_response("signature", ""),
    "signature: noise": in_response("signature", text(b"\x30\x06\x02\x01\x00\x02\x01\x00")),
    "signature: too long": in_response("signature", text(b"x" * 5000)),
    "signature: null": in_response("signature", None),
    "handle: nobody's": in_response("userHandle", text(b"x" * 45)),
    "handle: nothing": in_response("userHandle", None),
    "handle: no base64": in_response("userHandle", "!"),
    "handle: too long": in_response("userHandle", text(b"x" * 5000)),
}


@pytest.mark.parametrize("what", MAKING)
def test_a_bent_registration_is_refused_and_nothing_is_added(owner, what):
    site, _ = owner
    before = site.passkeys()
    answer = Device().made(site.asked(TO_MAKE), site.origin)
    MAKING[what](answer)
    refused(site.call("POST", MINE, {"credential": answer}), what)
    assert site.passkeys() == before


def test_an_attestation_object_cut_anywhere_is_refused(owner):
    site, _ = owner
    before = site.passkeys()
    length = len(octets(Device().made(site.asked(TO_MAKE), site.origin)["response"]["attestationObject"]))
    for cut in range(0, length, 9):
        answer = Device().made(site.asked(TO_MAKE), site.origin)
        with_object(answer, octets(answer["response"]["attestationObject"])[:cut])
        refused(site.call("POST", MINE, {"credential": answer}), f"cut at {cut}")
    assert site.passkeys() == before


@pytest.mark.parametrize("what", USING)
def test_a_bent_assertion_is_refused_and_nobody_is_signed_in(owner, what):
    _, device = owner
    site = Site(application("globex"))
    answer = device.used(site.asked(TO_USE), site.origin)
    USING[what](answer)
    refused(site.call("POST", VERIFY, {"credential": answer}), what)
    assert site.browser.get(site.origin + "/api/auth/session").status_code == 401


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"{}", b'{"credential":null}', b'{"credential":[]}', b'{"credential":"x"}', b'{"credential":{}}',
                                  b'{"credential":{},"credential":{}}', b'{"credential":{},"x":1}', b'{"credential":' + b'{"a":' * 40 + b"1" + b"}" * 41,
                                  b'{"credential":{"id":"' + b"x" * 70_000 + b'"}}', b"\xff"], ids=lambda body: body[:24].decode(errors="replace"))
def test_what_is_no_credential_is_refused(owner, body):
    site, _ = owner
    refused(site.call("POST", MINE, body), body[:40])
    refused(Site(application("globex")).call("POST", VERIFY, body), body[:40])


def test_after_all_that_the_passkey_still_signs_in(owner):
    _, device = owner
    _, answer = signed_in_with(device, application("globex"))
    assert answer.status_code == 200, answer.text
