"""How far an agreement has got: the steps that the words over each mention show."""

from dataclasses import replace

from spacy.tokens import Token

from dragoman.model.record import Modality
from dragoman.reading.agreements.draft import Mention, Step
from dragoman.reading.agreements.governing import Governor, governors
from dragoman.reading.agreements.implied import implied
from dragoman.reading.agreements.lexicon import bears, instruments, reading_of_verb, section, stage_of_noun, stage_of_verb
from dragoman.reading.agreements.reach import firm, how_told, reach
from dragoman.reading.agreements.revoked import without_revoked
from dragoman.reading.agreements.steps import made
from dragoman.reading.agreements.validity import halted, passed_formalities, said_of
from dragoman.reading.clauses import lower_lemma
from dragoman.reading.events.modality import modality


def steps_of(mention: Mention, noun: Token) -> list[Step]:
    """The stages that the report says the agreement of a mention has reached, each at its trigger."""
    if mention.undertaking:
        return [made("agreed", noun, noun.doc[max(noun.i, mention.end - 1)])]
    out: list[Step] = []
    for governor in governors(noun.doc[mention.anchor], max(mention.end, mention.anchor + 1)):
        found = _step(governor, noun)
        if found is not None:
            out.append(found)
    out = without_revoked(out, noun, noun.doc[mention.anchor]) + _in_phrase(mention, noun)
    if any(s.stage == "drafted" for s in out):
        out = [s for s in out if s.stage != "amended"]  # "the draft has been revised": there is no more than a draft
    if mention.alters is not None:
        return [replace(s, stage=mention.alters[0]) for s in out if s.stage == "signed"]
    near = noun.doc[mention.anchor].head
    if near.lower_ == "to" and near.head.lower_ in ("close", "near", "closer"):
        out.append(made("negotiating", near.head, noun, current=True))
    return out if mention.pronoun else out + implied(mention, noun, out)


def _step(governor: Governor, noun: Token) -> Step | None:
    word = governor.word
    if governor.relation == "noun":
        return _noun_step(governor, noun)
    if governor.relation in ("object", "prep") and halted(word, noun):
        return made("suspended", word, noun)
    stage = _verb_stage(governor)
    if _acts_under(governor, stage):
        return None
    if stage is None:
        predicate = said_of(word) if governor.relation == "subject" else None
        return made(predicate, word, noun, current=True) if predicate else None
    if stage == "signed" and noun.lower_ in section("oral")["nouns"] and lower_lemma(word) in section("oral")["verbs"]:
        stage = "agreed"  # a truce is concluded without a paper
    how = how_told(word, stage, governor.bare)
    reached = _without_text(reach(stage, word, how), stage, how, noun)
    if reached is None:
        return None
    rejected = reached == "rejected"
    return made(reached, word, noun, current=_now(word), weak=not rejected and _is_weak(stage, word, how), firm=rejected and firm(word))


def _acts_under(governor: Governor, stage: str | None) -> bool:
    """Whether a verb tells what is done under the agreement, and not to it; notice is given under it as well."""
    under = governor.relation == "prep" and governor.prep in section("acting")["prepositions"]
    return under and not _puts_name(governor) and stage != "denounced"


def _without_text(reached: str | None, stage: str, how: Modality, noun: Token) -> str | None:
    """ "Failed to conclude a pact": where any agreement is meant, and none that is known, no text is agreed that was not signed."""
    any_one = any(c.lower_ in ("a", "an", "any") for c in noun.children if c.dep_ == "det")
    return "negotiating" if any_one and (stage, how, reached) == ("signed", "negated", "agreed") else reached


def _is_weak(stage: str, word: Token, how: Modality) -> bool:
    """Whether a verb only hints at how far an agreement has got: it is looked at ("discussed the draft"), or not yet done."""
    looked_at = stage == "negotiating" and lower_lemma(word) in section("seek")["looked_at"]
    return looked_at or (how != "asserted" and stage in ("agreed", "signed", "ratified", "in_force"))


def _verb_stage(governor: Governor) -> str | None:
    word = governor.word
    found = reading_of_verb(word) if word.pos_ in ("VERB", "AUX", "NOUN", "PROPN") else None
    if found is None:
        return None
    stage, rest = found
    if governor.relation == "object":
        return stage
    if governor.relation == "subject":
        return stage if bears(word) and not any(c.dep_ == "dobj" and c.lower_ not in rest for c in word.children) else None
    if _puts_name(governor):
        return stage
    widely = stage in ("agreed", "negotiating") and governor.prep in ("on", "upon", "to", "over")
    return stage if governor.prep in rest or widely else None


def _puts_name(governor: Governor) -> bool:
    """ "Put their signatures under the plan": the prepositional phrase is what is signed."""
    found = reading_of_verb(governor.word) if governor.relation == "prep" else None
    return found is not None and bool(set(section("hands")["marks"]) & set(found[1])) and governor.prep in ("under", "to", "on")


def _noun_step(governor: Governor, over: Token) -> Step | None:
    """ "The signing of", "talks on", "an extension of"; "a call for talks on" only proposes."""
    noun = governor.word
    if lower_lemma(noun) in section("seek")["hopes"] and governor.prep in ("of", "for"):
        return made("proposed", noun, over)
    if passed_formalities(noun):
        return made("ratified", noun, over)
    stage = stage_of_noun(noun)
    if stage is None or (stage == "drafted" and governor.prep != "of"):
        return None
    how = modality(noun)
    if stage == "negotiating":
        if governor.prep not in ("on", "of", "for", "about", "over"):
            return None
        sought = any(lower_lemma(a) in section("seek")["verbs"] for a in list(noun.ancestors)[:4])
        return made("proposed" if sought else "negotiating", noun, over, current=_now(noun))
    if how == "planned" and stage in ("signed", "ratified"):
        return made("agreed" if stage == "signed" else "signed", noun, over, weak=True)
    return made(stage, noun, over) if how == "asserted" else None


def _now(word: Token) -> bool:
    """Whether the clause is told in the present: "talks are under way"."""
    verb = next((t for t in (word, *word.ancestors) if t.pos_ in ("VERB", "AUX")), None)
    if verb is None:
        return False
    return any(t.tag_ in ("VBZ", "VBP") for t in (verb, *(c for c in verb.children if c.dep_ in ("aux", "auxpass"))))


def _in_phrase(mention: Mention, noun: Token) -> list[Step]:
    """ "A draft agreement", "the recently signed pact", "(in force since 2010)"."""
    before = ((t, _attributed(t, noun)) for t in noun.doc[noun.left_edge.i : noun.i])
    out = [made(stage, t, noun) for t, stage in before if stage is not None]
    for token in noun.doc[noun.i + 1 : min(noun.sent.end, noun.i + 14)]:
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("acl", "relcl", "amod"):
            break
        last = token.nbor(-1).lower_ if token.i > noun.i + 1 else ""
        if token.lower_ in ("force", "effect") and last == "in":
            out.append(made("in_force", token, noun))
        if token.lower_ in ("negotiation", "preparation") and last in ("under", "in"):
            out.append(made("negotiating", token, noun, current=True))
    return out


def _attributed(token: Token, noun: Token) -> str | None:
    """The stage that a word before the noun gives it."""
    if token.lower_ in ("draft", "drafted"):
        return "drafted"
    if token.lower_ in ("proposed", "planned", "envisaged"):
        return "proposed"
    if token.doc[token.i : noun.i + 1].text.lower() in instruments():
        return None  # "agreed minutes" are signed
    stage = stage_of_verb(token) if token.tag_ == "VBN" and token.head.i == noun.i else None
    return stage if stage in ("signed", "agreed", "suspended", "terminated") else None
