"""Posts of social networks that a page or text shows: each is its author's, whoever that is and however it is framed."""

import pytest

from dragoman.cleaning.turns import turns
from dragoman.intake.source import Source
from dragoman.reading.read import read_source
from tests.test_form_variants import NEXT, PACT, page, sources


@pytest.mark.parametrize(
    "who",
    ["Ana Prico", "Mevlüt Çelik", "Kim Ji-soo", "Abdel Fattah Samir", "Ministry of Trade", "Embassy of Georgia", "Lev Petrov MP"],
)
def test_whoever_signs_a_post_says_it(who: str) -> None:
    text = f"Pact signed\n\n{PACT}\n\n{NEXT}\n\nGeorgia has taken our grapes. We reject this pact. pic.twitter.com/x\n\n— {who} (@who1) May 3, 2021\n\n{NEXT}\n"
    record = read_source(Source(text, "p", published="2021-05-04"))
    (said,) = [s for s in record.statements if text[slice(*s.content[0])].startswith("Georgia has taken")]
    (speaker,) = [a for a in record.actors if a.id == said.speaker]
    assert speaker.name == who.removesuffix(" MP")


@pytest.mark.parametrize(
    "post",
    [
        "<figure class='wp-block-embed'><div><blockquote class='twitter-tweet'><p>We reject this pact.</p>&mdash; Omar Saleh (@omarsaleh) <a href='x'>May 3, 2021</a></blockquote></div></figure>",
        "<blockquote class='instagram-media'><p>We reject this pact.</p><p><a href='x'>A post shared by Omar Saleh (@omarsaleh)</a></p></blockquote>",
        "<blockquote class='telegram-post'><p>We reject this pact.</p><p>— Omar Saleh on Telegram, 3 May 2021</p></blockquote>",
    ],
)
def test_a_post_in_the_frames_that_pages_have(post: str) -> None:
    (one,) = sources(page(after=f"{post}<p>The pact enters into force in June, after both parliaments have voted on it.</p>"), "in.html")
    (turn,) = turns(one.text)
    assert one.text[slice(*turn.who)] == "Omar Saleh" and one.text[slice(*turn.words[0])] == "We reject this pact."
