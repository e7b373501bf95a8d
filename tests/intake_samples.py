"""Reports in the forms that programs and archives hand out, and what reads them in tests."""

from email.message import EmailMessage

from dragoman.intake import Failure, Settings, Source
from dragoman.intake.formats import reports_in

RAIL = "Lao and Thai officials signed a rail accord in Vientiane on Monday, the Lao transport ministry said."
LINE = "“The line will open next year,” said Lao Transport Minister Kham Sisouk."
ENVOY = "Palvia expelled two envoys of Zuberia on Friday after a quarrel over grain."


def read(data: str | bytes, name: str = "x.txt", settings: Settings = Settings()) -> list[Source | Failure]:  # noqa: B008
    return list(reports_in(data.encode() if isinstance(data, str) else data, name, name, settings))


def good(found: list[Source | Failure]) -> list[Source]:
    assert all(isinstance(s, Source) for s in found), found
    return [s for s in found if isinstance(s, Source)]


def reason(found: list[Source | Failure]) -> str:
    assert len(found) == 1 and isinstance(found[0], Failure), found
    return found[0].reason


UNI = f"""User Name: Dana Lowe
Date and Time: Tuesday, May 11, 2021 10:14:00 AM EDT
Job Number: 1432

Documents (2)

1. Laos, Thailand sign rail accord
Client/Matter: -None-
Search Terms: rail and accord
Search Type: Terms and Connectors
Narrowed by:
Content Type   Narrowed by
News           Timeline: Jan 01, 2020 to Dec 31, 2021

2. Palvia throws out envoys
Client/Matter: -None-
Search Terms: rail and accord

Page 1 of 3
Laos, Thailand sign rail accord
The Harbour News
May 4, 2021 Tuesday
1 Edition

Copyright 2021 Harbour Press All Rights Reserved

Section: WORLD; Pg. 5
Length: 214 words
Byline: Kham Sisouk
Dateline: VIENTIANE
Highlight: A line is to open.

Body

{RAIL}

Page 2 of 3
Laos, Thailand sign rail accord
{LINE}

Graphic

A picture of a train

Classification

Language: ENGLISH
Publication-Type: Newspaper
Subject: RAIL (90%); TREATIES (80%)
Load-Date: May 4, 2021

End of Document

Palvia throws out envoys
The Harbour News
12 March 2021 Friday

Copyright 2021 Harbour Press All Rights Reserved
Length: 100 words
Body

{ENVOY}
Load-Date: March 12, 2021
End of Document
"""


PARTS = f"<p>{RAIL}</p><p>{LINE}</p>"
PAGE = f"<!DOCTYPE html><html><head><title>Laos, Thailand sign rail accord</title></head><body><article><h1>Laos, Thailand sign rail accord</h1>{PARTS}</article></body></html>"


def mail(text: str = RAIL, html: str = "", **headers: str) -> EmailMessage:
    message = EmailMessage()
    for name, value in {
        "From": "Harbour Alerts <a@harbour.example>",
        "To": "d@uni.example",
        "Date": "Tue, 04 May 2021 10:30:00 +0200",
        **headers,
    }.items():
        message[name.replace("_", "-")] = value
    if text:
        message.set_content(text)
    if html and text:
        message.add_alternative(html, subtype="html", cte="base64")
    elif html:
        message.set_content(html, subtype="html", cte="base64")
    return message


ROWS = [
    ("id", "text", "published", "outlet"),
    ("a1", f"{RAIL} It said; so|it, is.", "2021-05-04", "Harbour"),
    ("a2", ENVOY, "2021-03-12", "Sahel"),
]


def table(mark: str, end: str = "\n", heading: tuple[str, ...] = ROWS[0]) -> str:
    return end.join(mark.join(f'"{v}"' for v in row) for row in (heading, *ROWS[1:])) + end


ANSWERS: list[object] = [
    {"status": "ok", "articles": [{"source": {"id": None, "name": "Harbour"}, "author": "K. Sisouk", "title": "Rail", "url": "https://h.example/a", "publishedAt": "2021-05-04T10:30:00Z", "content": RAIL}]},
    {"response": {"results": [{"webTitle": "Rail", "webUrl": "https://h.example/a", "webPublicationDate": "2021-05-04T10:30:00Z", "fields": {"body": f"<p>{RAIL}</p>", "byline": "K. Sisouk", "publication": "Harbour"}}]}},
    {"stories": [{"stories_id": 7, "media_name": "Harbour", "title": "Rail", "url": "https://h.example/a", "publish_date": "2021-05-04 10:00:00", "story_text": RAIL, "author": "K. Sisouk"}]},
    {"version": "https://jsonfeed.org/version/1.1", "title": "Harbour", "items": [{"id": "1", "url": "https://h.example/a", "title": "Rail", "content_html": f"<p>{RAIL}</p>", "date_published": "2021-05-04T10:30:00+02:00", "authors": [{"name": "K. Sisouk"}]}]},
    {"hits": {"total": 1, "hits": [{"_id": "1", "_source": {"headline": "Rail", "body": RAIL, "date": "20210504", "source": "Harbour", "byline": "K. Sisouk", "url": "https://h.example/a"}}]}},
    [{"title": "Rail", "body": RAIL, "date": "2021-05-04", "source": {"title": "Harbour"}, "authors": [{"name": "K. Sisouk"}], "url": "https://h.example/a"}],
    [{"id": 17, "date": "2021-05-04T10:30:00", "link": "https://h.example/a", "title": {"rendered": "Rail"}, "content": {"rendered": f"<p>{RAIL}</p>", "protected": False}, "author": "K. Sisouk", "site": "Harbour"}],
    {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Rail", "articleBody": RAIL, "datePublished": "2021-05-04", "author": {"name": "K. Sisouk"}, "publisher": {"name": "Harbour"}, "url": "https://h.example/a"},
]  # fmt: skip
