"""A browser without scripts: cookies per host, redirects, forms. It drives the hosted pages for every Python client."""

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import requests


@dataclass
class Form:
    """Where a form posts to, and the values it holds."""

    action: str
    fields: dict = field(default_factory=dict)


class _Forms(HTMLParser):
    def __init__(self, url):
        super().__init__()
        self.url = url
        self.found = []
        self.inside = False

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "form":
            self.inside = True
            self.found.append(Form(urljoin(self.url, attributes.get("action") or "")))
        elif tag == "input" and self.inside and attributes.get("name"):
            self.found[-1].fields[attributes["name"]] = attributes.get("value") or ""

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False


def _forms(page):
    parser = _Forms(page.url)
    parser.feed(page.text)
    return parser.found


class Browser:
    """One person's browser. Cookies are kept by host, as Aero2's have no Domain attribute."""

    def __init__(self):
        self._jars = {}

    def _send(self, method, url, **options):
        jar = self._jars.setdefault(urlsplit(url).hostname, {})
        answer = requests.request(method, url, cookies=jar, allow_redirects=False, timeout=10, **options)
        for cookie in answer.cookies:
            jar[cookie.name] = cookie.value
        # `requests` drops an expired cookie from an answer, so what was deleted is read from the header.
        for line in answer.raw.headers.getlist("set-cookie"):
            if "max-age=0" in line.lower():
                jar.pop(line.split("=", 1)[0], None)
        return answer

    def get(self, url):
        """One request, no redirect followed."""
        return self._send("GET", url)

    def call(self, method, url, body):
        """What a script of the same origin sends: JSON, or the very bytes that are given."""
        parts = urlsplit(url)
        headers = {"Origin": f"{parts.scheme}://{parts.netloc}", "Content-Type": "application/json"}
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self._send(method, url, data=data, headers=headers)

    def follow(self, answer, stop_at=None):
        """Follows redirects until a page comes, or until one leads to `stop_at`, whose server need not exist."""
        for _ in range(20):
            target = location(answer)
            if target is None or (stop_at and target.startswith(stop_at)):
                return answer
            answer = self.get(target)
        raise AssertionError(f"more than 20 redirects, last to {location(answer)}")

    def submit(self, page, typed, stop_at=None):
        """Fills in the form that has all these fields, sends it as its own page would, and follows."""
        form = next((form for form in _forms(page) if typed.keys() <= form.fields.keys()), None)
        assert form, f"no form with {', '.join(typed)} at {page.url} ({page.status_code}):\n{page.text}"
        parts = urlsplit(form.action)
        headers = {"Origin": f"{parts.scheme}://{parts.netloc}"}
        return self.follow(self._send("POST", form.action, data=form.fields | typed, headers=headers), stop_at)

    def sign_in(self, url, who, redirect_uri):
        """Opens an authorization request, signs in where asked, and gives back the address at the client."""
        page = self.follow(self.get(url), redirect_uri)
        if location(page) is None:
            page = self.submit(page, {"email": who["email"]}, redirect_uri)
            page = self.submit(page, {"password": who["password"]}, redirect_uri)
        assert location(page), f"no way back to {redirect_uri}, but {page.url} ({page.status_code}):\n{page.text}"
        return location(page)


def location(answer):
    """Where a redirect leads, made absolute; None when it is a page."""
    target = answer.headers.get("Location")
    return urljoin(answer.url, target) if target else None
