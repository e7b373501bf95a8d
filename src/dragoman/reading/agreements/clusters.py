"""Which mentions stand for one agreement."""

import re
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from dragoman.reading.agreements.areas import patterns
from dragoman.reading.agreements.draft import Mention
from dragoman.reading.agreements.lexicon import section
from dragoman.reading.agreements.lists import entry
from dragoman.reading.agreements.naming import is_item
from dragoman.reading.agreements.parties import Field, Naming, naming
from dragoman.reading.clauses import lower_lemma

_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")


@dataclass
class Cluster:
    """Mentions of one agreement, in order, with what stands around each."""

    mentions: list[Mention] = field(default_factory=list)
    namings: list[Naming] = field(default_factory=list)

    def add(self, mention: Mention, around: Naming) -> None:
        """Take one more mention in."""
        self.mentions.append(mention)
        self.namings.append(around)

    @property
    def explicit(self) -> set[str]:
        """States that the mentions' own words give."""
        return {c for n in self.namings for c in n.explicit}

    @property
    def topic(self) -> frozenset[str]:
        """Stems of what it is about."""
        return frozenset(w for m in self.mentions for w in m.topic)

    @property
    def years(self) -> set[str]:
        """Years that its names carry."""
        return {m.year for m in self.mentions if m.year}


def cluster(mentions: list[Mention], field_: Field) -> list[Cluster]:
    """The agreements that mentions stand for; a plural that takes up several is a mention of each."""
    out: list[Cluster] = []
    altering: list[tuple[Mention, Naming]] = []
    for mention in mentions:
        around = naming(mention, field_)
        if mention.alters is not None and not mention.definite:
            altering.append((mention, around))
            continue
        if mention.undertaking:
            out.append(Cluster([mention], [around]))
            continue
        taken_up = _antecedents(field_, mention, around, out)
        for known in taken_up:
            known.add(mention, around)
        if (not taken_up and not mention.pronoun) or (mention.fresh and not taken_up):
            out.append(Cluster([mention], [around]))
    for mention, around in altering:
        assert mention.alters is not None
        target = next((c for c in out if any(m.head == mention.alters[1] for m in c.mentions)), None)
        if target is None:
            out.append(Cluster([mention], [around]))
        else:
            target.add(mention, around)
    return out


def _antecedents(field_: Field, mention: Mention, around: Naming, known: list[Cluster]) -> list[Cluster]:
    if mention.pronoun and not mention.fresh:
        return known_near(known, mention)
    same = next((c for c in known if _is_same_phrase(field_.doc, mention, c)), None)
    if same is not None:
        return [same]
    fits = [c for c in known if not c.mentions[0].undertaking and _fits(field_, mention, around, c)]
    if mention.plural and mention.definite and mention.generic and len(fits) > 1 and not mention.topic:
        return fits
    return [max(fits, key=lambda c: (len(mention.topic & c.topic), c.mentions[-1].head))] if fits else []


def _is_same_phrase(doc: Doc, mention: Mention, known: Cluster) -> bool:
    """Whether a mention is apposition to another, or predicated of it: "the accord, a trade deal", "the accord is a treaty"."""
    if not mention.plural and any(m.plural for m in known.mentions):
        return False  # "two accords, one on extradition": an item of it
    noun, heads = doc[mention.head], {m.head for m in known.mentions}
    if noun.dep_ == "appos":
        return noun.head.i in heads and not _of_another_matter(doc, mention, known)
    if noun.dep_ == "pobj" and noun.head.lower_ == "as" and lower_lemma(noun.head.head) in section("calling")["verbs"]:
        return _called(noun.head.head, heads)
    return noun.dep_ == "attr" and any(c.dep_ == "nsubj" and c.i in heads for c in noun.head.children)


def _of_another_matter(doc: Doc, mention: Mention, known: Cluster) -> bool:
    """Whether what stands in apposition is the next of a list: "an agreement on fisheries, a memorandum on health and a protocol"."""
    return mention.instrument not in {m.instrument for m in known.mentions} and _other_topic(doc, mention, known)


def _called(verb: Token, heads: set[int]) -> bool:
    """Whether what a verb calls something is an agreement known: "signed a treaty, which both described as the first paper of its kind"."""
    over = verb.head if verb.dep_ in ("relcl", "acl") else next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")), verb)
    return over.i in heads or (verb.dep_ in ("relcl", "acl") and any(over.left_edge.i <= h < verb.i for h in heads))


def known_near(known: list[Cluster], mention: Mention) -> list[Cluster]:
    """What a pronoun takes up: the agreement last spoken of, for a plural those of its sentence."""
    known = [c for c in known if not c.mentions[0].undertaking]
    if not known:
        return []
    last = max(known, key=lambda c: c.mentions[-1].head)
    if not mention.plural:
        return [last]
    return [c for c in known if last.mentions[-1].head - c.mentions[-1].head < 40]


def _fits(field_: Field, mention: Mention, around: Naming, known: Cluster) -> bool:
    """Whether a mention can be of an agreement known."""
    doc = field_.doc
    if _other_parties(around, known) or not _one_instrument(mention, known) or _is_another(doc, mention, known):
        return False
    if _other_name(mention, known) or (_other_topic(doc, mention, known) and not _named_now(doc, mention, known)):
        return False
    if mention.fresh:
        return any(m.fresh for m in known.mentions) and (mention.definite or _opening(field_, known))
    return mention.definite or (_opening(field_, known) and not known.years)


def _is_another(doc: Doc, mention: Mention, known: Cluster) -> bool:
    """Whether a year, coordination or a list tells a mention from what is known."""
    if mention.year and not _of_year(doc, mention, known):
        return True
    if any(doc[m.head] in doc[mention.head].conjuncts for m in known.mentions):
        return True
    return _entry_of(doc, mention, known) or _another_of_several(doc, mention, known) or _of_other_year(doc, mention, known)


def _entry_of(doc: Doc, mention: Mention, known: Cluster) -> bool:
    """Whether the mention is an entry of a list that plurals may have announced, and so no mention of them."""
    plurals = not mention.plural and all(m.plural for m in known.mentions)
    return plurals and (entry(doc[mention.head].sent) or is_item(doc, min(mention.start, doc[mention.head].left_edge.i)))


def _other_name(mention: Mention, known: Cluster) -> bool:
    """Whether both have proper names that share no word of what they are on."""
    named = [m for m in known.mentions if m.proper]
    return bool(mention.proper and named and mention.topic) and all(mention.topic.isdisjoint(m.topic) for m in named)


def _other_topic(doc: Doc, mention: Mention, known: Cluster) -> bool:
    """Whether what they are on shares neither a word nor an area."""
    if not mention.topic or not known.topic or mention.topic & known.topic:
        return False
    return areas_in(doc, mention).isdisjoint(a for m in known.mentions for a in areas_in(doc, m))


def _named_now(doc: Doc, mention: Mention, known: Cluster) -> bool:
    """Whether a name in full is that of the "agreement" just introduced: "rejected an agreement on their soldiers. The Status of Forces Agreement …"."""
    last, noun = known.mentions[-1], doc[mention.head]
    if len(known.mentions) > 1 or last.definite or last.proper or last.plural or last.year or not last.generic:
        return False
    named = mention.proper and mention.definite and not mention.year and not _told_years(doc, mention)
    return named and noun.dep_ in ("nsubj", "nsubjpass") and 0 < noun.sent.start - doc[last.head].sent.end < 3


def _another_of_several(doc: Doc, mention: Mention, known: Cluster) -> bool:
    """Whether both are picked from several by ordinals that differ: "the first covers …, the second deals with …"."""
    mine = _ordinals(doc, mention)
    return bool(mine) and any(theirs and not mine & theirs for theirs in (_ordinals(doc, m) for m in known.mentions))


def _ordinals(doc: Doc, mention: Mention) -> set[str]:
    return {t.lower_ for t in doc[doc[mention.head].left_edge.i : mention.head + 1] if t.lower_ in section("ordinal")["words"]}


def _of_other_year(doc: Doc, mention: Mention, known: Cluster) -> bool:
    """Whether a clause about a mention tells its year, and no year is told of the others: "the accord that they concluded in March 2019"."""
    mine = _told_years(doc, mention)
    if not mine or mention.pronoun:
        return False
    told = {year for m in known.mentions for year in _YEAR.findall(doc[m.head].sent.text)}
    return not mine & (told | known.years) and bool(mention.topic) and not mention.topic & known.topic


def _told_years(doc: Doc, mention: Mention) -> set[str]:
    """Years in the relative clauses and participles that hang on a mention's noun."""
    clauses = (c for c in doc[mention.head].children if c.dep_ in ("relcl", "acl") and c.i > mention.head)
    return {year for c in clauses for year in _YEAR.findall(doc[c.left_edge.i : c.right_edge.i + 1].text)}


def _of_year(doc: Doc, mention: Mention, known: Cluster) -> bool:
    """Whether what was said of an agreement fits the year in another mention's name."""
    if known.years:
        return mention.year in known.years
    if not mention.generic and all(m.generic for m in known.mentions):
        return False  # "signed a pact. Until then they go by the memorandum of 1975"
    told = {year for m in known.mentions for year in _YEAR.findall(doc[m.head].sent.text)}
    return mention.year in told if told else bool(mention.topic & known.topic) or not mention.topic


def _opening(field_: Field, known: Cluster) -> bool:
    """Whether only the headline has spoken of it: the text that follows tells it anew, with "a"."""
    return all(m.head in field_.context.headline for m in known.mentions)


def _other_parties(around: Naming, known: Cluster) -> bool:
    mine, theirs = set(around.between), {c for n in known.namings for c in n.between}
    if mine and theirs and not mine & theirs:
        return True
    mine, theirs = set(around.explicit), known.explicit
    if not mine or not theirs:
        return False
    if len(mine) == 1:
        return len(theirs) > 1 and not mine <= theirs
    return len(theirs) > 1 and not (mine <= theirs or theirs <= mine)


def _one_instrument(mention: Mention, known: Cluster) -> bool:
    if mention.generic:
        return True
    named = [m for m in known.mentions if not m.pronoun]
    return all(m.generic for m in named) or any(m.instrument == mention.instrument for m in named)


def areas_in(doc: Doc, mention: Mention) -> set[str]:
    """Areas that a mention's own phrase names."""
    noun = doc[mention.head]
    text = doc[min(mention.start, noun.left_edge.i) : max(mention.end, noun.i + 1)].text
    return {area for area, pattern in patterns().items() if pattern.search(text)}
