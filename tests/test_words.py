"""The parse as lists says what the tokens say."""

from dragoman.reading.clauses import lower_lemma
from dragoman.reading.syntax import parse
from dragoman.reading.words import Words

TEXT = "Ruritania's envoy, who had been waiting in Strelsau, said that both sides would sign the accord next week.\n\nNobody answered."


def test_lists_say_what_the_tokens_say() -> None:
    doc = parse(TEXT)
    w = Words(doc)
    for t in doc:
        assert (w.text[t.i], w.lower[t.i], w.lemma[t.i], w.at[t.i]) == (t.text, t.lower_, lower_lemma(t), t.idx)
        assert (w.pos[t.i], w.tag[t.i], w.dep[t.i], w.entity[t.i], w.head[t.i]) == (t.pos_, t.tag_, t.dep_, t.ent_type_, t.head.i)
        assert w.children[t.i] == [c.i for c in t.children]
        assert w.chain(t.i) == [t.i, *(a.i for a in t.ancestors)][:31]
        assert w.auxiliaries(t.i) == {c.lower_ for c in t.children if c.dep_ in ("aux", "auxpass")}


def test_nothing_of_an_empty_report() -> None:
    assert Words(parse("")).children == []


def test_each_paragraph_is_parsed_as_if_it_stood_alone() -> None:
    parts = ("The talks can't fail, Chad's envoy said.\n\n", "Libya signed.\n\n", "It wasn't agreed, e.g. by Oman.")
    alone = [t for part in parts for t in parse(part)]
    told = [
        [(t.text, t.whitespace_, t.norm_, t.tag_, t.dep_, t.lemma_, t.ent_type_) for t in tokens]
        for tokens in (alone, parse("".join(parts)))
    ]
    assert told[0] == told[1] and ("n't", "not") in [(text, norm) for text, _, norm, *_ in told[1]]
