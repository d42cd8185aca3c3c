"""Every mail as a mail client gets it: the raw message, read by Python's own `email`.

Reads the JSON of the control host's `/mail` from standard input, checks each message, and writes its HTML part into the folder that is named:
`{n}-{language}.html`. Prints a JSON list of what it found.
"""

import json
import re
import sys
from email import message_from_bytes, policy
from html.parser import HTMLParser
from pathlib import Path


class Page(HTMLParser):
    """What a mail's HTML asks for from elsewhere, its language and its words."""

    def __init__(self):
        super().__init__()
        self.asked, self.html, self.words, self.quiet = [], {}, [], 0

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "html":
            self.html = attributes
        if tag in ("style", "title", "script"):
            self.quiet += 1
        if tag in ("script", "img", "iframe", "object", "form"):
            self.asked.append(tag)
        if tag == "link":
            self.asked.append(attributes.get("href"))

    def handle_endtag(self, tag):
        if tag in ("style", "title", "script"):
            self.quiet -= 1

    def handle_data(self, data):
        if not self.quiet:
            self.words.append(data)


def squeezed(text):
    return re.sub(r"\s+", "", text)


def read(mail):
    message = message_from_bytes(mail["raw"].encode(), policy=policy.default)
    assert not message.defects, message.defects
    subject = message["subject"]
    assert subject and "\n" not in subject and "{" not in subject, subject
    assert len(message["from"].addresses) == 1 and message["from"].addresses[0].display_name
    assert [one.addr_spec for one in message["to"].addresses] == [mail["to"]], message["to"]
    assert message.get_content_type() == "multipart/alternative"
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    for part in (text, html):
        assert part is not None and part.get_content_charset() == "utf-8", part
    words, page = text.get_content(), Page()
    assert "\\u" not in words and "\ufffd" not in words, words
    markup = html.get_content()
    page.feed(markup)
    assert not page.asked, page.asked
    assert "url(" not in markup, "a mail asks nobody for anything"
    said = squeezed("".join(page.words))
    for line in filter(str.strip, words.splitlines()):
        assert squeezed(line) in said, f"only in the text: {line}"
    assert page.html["lang"] and page.html["dir"] in ("ltr", "rtl"), page.html
    return {"subject": subject, "lang": page.html["lang"], "dir": page.html["dir"], "html": markup}


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    found = []
    for n, mail in enumerate(json.load(sys.stdin)):
        one = read(mail)
        path = folder / f"{n:02}-{one['lang']}.html"
        path.write_text(one.pop("html"), encoding="utf-8")
        found.append(one | {"file": str(path)})
    json.dump(found, sys.stdout)


main()
