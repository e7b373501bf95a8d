"""Where a report speaks of an agreement: noun phrases with an instrument's name, and pronouns that stand for one."""

from spacy.tokens import Doc, Token

from dragoman.codebook.files import words
from dragoman.reading.agreements.draft import Mention
from dragoman.reading.agreements.governing import anchor
from dragoman.reading.agreements.lexicon import (
    bears,
    head_of,
    head_words,
    instruments,
    longest,
    plain,
    section,
    split,
    stage_of_noun,
    stage_of_verb,
)
from dragoman.reading.agreements.naming import is_item, matter_of, name_of, title_case, topic, year_of
from dragoman.reading.agreements.undertakings import undertaking
from dragoman.reading.clauses import lower_lemma

_DEFINITE = {"the", "this", "that", "its", "their", "both", "these", "those", "his", "her", "our", "said"}


def find_mentions(doc: Doc, live: frozenset[int]) -> list[Mention]:
    """Every mention in the live tokens, in order of its head."""
    out: list[Mention] = []
    for token in doc:
        if token.i not in live:
            continue
        mention = _noun(token) or undertaking(token) or _pro_form(token, out)
        if mention is not None:
            out.append(mention)
    return out


def _noun(token: Token) -> Mention | None:
    found = _phrase(token) if plain(token) in head_words() and token.pos_ in ("NOUN", "PROPN", "ADJ", "X") else None
    if found is None or _inside_another(token):
        return None
    first, last, phrase = found
    start, end = name_of(token, first, last)
    if words(*section("universal")["names"]).search(token.doc[max(0, start - 2) : end].text):
        return None
    named = _is_name(token, start, end)
    return Mention(
        head=token.i,
        anchor=anchor(token, min(first, start) if named else first, last).i,
        start=start,
        end=end,
        instrument=instruments()[phrase],
        generic=_is_generic(phrase),
        definite=_is_definite(token, start, named),
        fresh=not set(section("fresh")["words"]).isdisjoint(t.lower_ for t in token.doc[token.left_edge.i : token.i]),
        plural=token.tag_ in ("NNS", "NNPS") or phrase.startswith(("memoranda", "sops", "mous")),
        proper=named,
        pronoun=False,
        year=year_of(token),
        name=token.doc[start:end].text,
        topic=topic(token, start, end) | matter_of(token, end),
        alters=_alters(token),
        denied=_denied(token),
    )


def _is_generic(phrase: str) -> bool:
    """Whether the name of an instrument says little of what it is: "deal", "pact"."""
    generic = section("generic")["words"]
    return any(p in generic for p in (phrase, phrase.removesuffix("s"), phrase.split()[-1]))


def _is_name(token: Token, start: int, end: int) -> bool:
    """Whether the phrase is a proper name, in capitals where these say something."""
    capitals = sum(t.text[:1].isupper() for t in token.doc[start:end] if t.is_alpha)
    return capitals >= 2 and token.text[0].isupper() and not title_case(token)


def _is_definite(token: Token, start: int, named: bool) -> bool:
    """Whether the phrase takes up what is known; an entry of a list ("Agreement on visas") does not."""
    determiners = {c.lower_ for c in token.children if c.dep_ in ("det", "poss", "predet")}
    determiners |= {t.lower_ for t in token.doc[token.left_edge.i : start] if t.is_alpha}
    entry = (token.left_edge.i <= token.sent.start + 1 or is_item(token.doc, start)) and not determiners
    if entry or determiners & {"a", "an", "another"}:
        return False
    return named or bool(determiners & _DEFINITE) or any(c.dep_ == "poss" for c in token.children)


def _phrase(token: Token) -> tuple[int, int, str] | None:
    """The longest name of an instrument whose head the token is: first token, end, the name."""
    doc = token.doc
    near = [t for t in doc[max(0, token.i - 2 * longest()) : token.i + 2 * longest()] if not t.is_space]
    words = [plain(t) + (" " if t.whitespace_ or (t.i + 1 < len(doc) and t.nbor().text.isspace()) else "") for t in near]
    at = near.index(token)
    for size in range(longest(), 0, -1):
        for start in range(max(0, at - size + 1), at + 1):
            taken = near[start : start + size]
            phrase = "".join(words[start : start + size]).strip()
            if phrase in instruments() and start + head_of(phrase) == at and len(split(phrase)) == len(taken):
                return taken[0].i, taken[-1].i + 1, phrase
    singular = lower_lemma(token)
    return (token.i, token.i + 1, singular) if singular in instruments() else None


def _alters(token: Token) -> tuple[str, int] | None:
    """What a text does to another, and the other's head: "an addendum prolonging the memorandum", "by a protocol, they amended the treaty"."""
    return _altered_by(token) or _altered_behind(token)


def _altered_by(token: Token) -> tuple[str, int] | None:
    """ "By a protocol, they amended the treaty"."""
    verb = token.head.head
    stage = stage_of_verb(verb) if token.dep_ == "pobj" and token.head.lower_ == "by" else None
    if stage not in ("amended", "extended"):
        return None
    altered = next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass") and c.lower_ in head_words()), None)
    return (stage, altered.i) if altered is not None else None


def _altered_behind(token: Token) -> tuple[str, int] | None:
    """ "An addendum prolonging the memorandum"."""
    doc, end = token.doc, token.sent.end
    for t in doc[token.i + 1 : min(end, token.i + 14)]:
        stage = _altering(t)
        if stage is None:
            continue
        target = next((u.i for u in doc[t.i + 1 : min(end, t.i + 12)] if u.lower_ in head_words() and u.pos_ in ("NOUN", "PROPN")), None)
        return (stage, target) if target is not None and _is_of(t, token) else None
    return None


def _altering(t: Token) -> str | None:
    """ "amended" or "extended", of a verb or noun that says so."""
    stage: str | None = None
    if t.tag_ in ("VBG", "VBZ", "VBD"):
        stage = stage_of_verb(t)
    elif t.lower_ in ("amendment", "extension"):
        stage = stage_of_noun(t)
    return stage if stage in ("amended", "extended") else None


def _is_of(altering: Token, token: Token) -> bool:
    """Whether it is an agreement's own doing: "a protocol extending", "which amends", "by a protocol … amended"."""
    clause = altering.tag_ == "VBG" or (altering.tag_ == "VBZ" and altering.dep_ == "relcl")
    return clause or (token.dep_ == "pobj" and token.head.lower_ in ("by", "in"))


def _denied(token: Token) -> bool:
    """ "No agreement was reached", "without an accord": there is none."""
    if any(c.lower_ in ("no", "neither") and c.dep_ in ("det", "preconj") for c in token.children):
        return True
    return token.dep_ == "pobj" and token.head.lower_ == "without"


def _inside_another(token: Token) -> bool:
    """Whether the noun only describes or wraps another: "treaty obligations", "the text of the treaty", "(MoU)"."""
    before, further = (token.doc[token.i - k].lower_ if token.i >= k else "" for k in (1, 2))
    if before == "(" and token.i > 1 and token.i + 1 < len(token.doc) and token.nbor(1).text == ")":
        return True
    if token.lower_ == "deals" and before in section("ordinal")["words"]:
        return True  # "while the second deals with training"
    if token.lower_ in ("understanding", "agreement") and ((before == "of" and further in head_words()) or _is_of_an_instrument(token)):
        return True
    return any(test(token) for test in (_describes, _is_alias, _of_ratification, _of_resolution, _is_shell, _is_time, _is_to_leave))


def _is_of_an_instrument(token: Token) -> bool:
    """ "Memorandum of Mutual Understanding"."""
    described = token.dep_ == "pobj" and token.head.lower_ == "of" and token.i - token.head.i == 2 and token.nbor(-1).pos_ != "DET"
    return described and token.head.head.lower_ in head_words()


def _is_time(token: Token) -> bool:
    """ "Held for 40 minutes", "a few minutes later": a time, and no minutes of a meeting."""
    if token.lower_ != "minutes":
        return False
    if any(c.i < token.i and (c.like_num or c.dep_ == "nummod") for c in token.children):
        return True
    over = list(token.ancestors)[:2]
    return token.ent_type_ == "TIME" and not any(stage_of_verb(a) == "signed" or stage_of_noun(a) == "signed" for a in over)


def _is_to_leave(token: Token) -> bool:
    """ "Drops plan to quit the pact": no instrument of its own."""
    if lower_lemma(token) not in section("revoke")["plans"]:
        return False
    infinitives = (t for t in token.doc[token.i + 1 : min(token.i + 4, token.sent.end)] if t.i > 0 and t.nbor(-1).lower_ == "to")
    return any(stage_of_verb(t) in ("denounced", "terminated") or lower_lemma(t) in section("revoke")["leaving"] for t in infinitives)


def _describes(token: Token) -> bool:
    """ "Treaty obligations"."""
    described = token.dep_ in ("compound", "nmod", "amod") and token.head.i > token.i
    return described and stage_of_noun(token.head) is None and not any(t.text == ";" for t in token.doc[token.i : token.head.i])


def _of_ratification(token: Token) -> bool:
    """ "The exchange of instruments awaits a date", "the instruments of ratification": no text, but what brings one into force."""
    if lower_lemma(token) != "instrument":
        return False
    near = {t.lower_ for t in token.doc[max(0, token.i - 4) : token.i + 3]}
    return bool(near & set(section("light")["ratifying"]))


def _of_resolution(token: Token) -> bool:
    """Whether a draft or text is that of a resolution of some council: "Action on Draft", before "resolution 2601"."""
    if token.lower_ not in ("draft", "text"):
        return False
    return any(t.lower_ in ("resolution", "resolutions") for t in token.doc[max(0, token.i - 30) : token.i + 30])


def _is_alias(token: Token) -> bool:
    """ "The Status of Forces Agreement, or SOFA"."""
    return token.is_upper and len(token) > 2 and token.i > 2 and token.nbor(-1).lower_ == "or" and token.nbor(-2).text == ","


def _is_shell(token: Token) -> bool:
    """Whether an "of" behind the noun leads to the agreement: "the text of the treaty"."""
    after = next((c for c in token.children if c.dep_ == "prep" and c.lower_ == "of" and c.i > token.i), None)
    return token.lower_ in section("light")["shells"] and after is not None and any(c.lower_ in head_words() for c in after.children)


_ORDINALS = {"first", "second", "third", "former", "latter"}
_EACH = ("one", "that", "another", "other")
_PRO_FORMS = {"it", "one", "another", "other", "they", "both", "latter", "this", "that"}


def _pro_form(token: Token, before: list[Mention]) -> Mention | None:
    """A pronoun that a verb of signing or the like governs, after an agreement in this sentence or the one before."""
    if not before:
        return None
    last = before[-1]
    if token.lower_ in _ORDINALS:
        return _ordinal(token, last)
    placed = token.head.pos_ in ("VERB", "AUX", "NOUN", "ADP") or token.head.lower_ in _EACH
    if token.lower_ not in _PRO_FORMS or not placed:
        return None
    if token.sent.start - token.doc[last.head].sent.end > 60 or (token.lower_ in ("this", "both") and token.dep_ == "det"):
        return None
    one = token.lower_ in _EACH
    if not (_is_described(token) if one else _is_governed(token)):
        return None
    topics = topic(token, token.left_edge.i, _to_the_next(token)) if one else frozenset()
    return Mention(
        head=token.i, anchor=token.i, start=token.i, end=token.i + 1, instrument=last.instrument, generic=True, definite=not one, fresh=one,
        plural=token.lower_ in ("they", "both"), proper=False, pronoun=True, year=year_of(token) if one else None, name=token.text if not one else last.name, topic=topics, alters=None,
    )  # fmt: skip


def _to_the_next(one: Token) -> int:
    """Where what is said of one of several ends: before "and the other on training"."""
    end = max(one.right_edge.i + 1, min(one.i + 4, one.sent.end))
    return next((t.i for t in one.doc[one.i + 1 : end] if t.lower_ in _EACH), end)


def _is_described(one: Token) -> bool:
    """Whether "one" or "that" has words of its own: "one on trade", "one signed in 1998", "that of 2003 with Egypt"."""
    if one.lower_ == "that":
        plain = one.tag_ == "DT" and one.dep_ in ("dobj", "pobj", "nsubj", "nsubjpass", "conj", "attr")
        return plain and any(
            c.dep_ == "prep" and c.i == one.i + 1 and (c.lower_ in ("with", "between") or year_of(one)) for c in one.children
        )
    if one.lower_ in ("another", "other"):
        return one.i + 1 < len(one.doc) and one.nbor(1).lower_ in ("with", "between", "on")
    own = (c.dep_ in ("acl", "relcl", "amod") or (c.dep_ == "prep" and c.lower_ in ("with", "between", "on")) for c in one.children)
    return any(own) or year_of(one) is not None


def _is_governed(token: Token) -> bool:
    """Whether what is said of a pronoun is said of agreements: it is signed, it enters into force."""
    verb = token.head
    if token.dep_ in ("nsubjpass", "dobj") and verb.pos_ == "VERB" and stage_of_verb(verb) is not None:
        return True
    return token.dep_ == "nsubj" and (bears(verb) or (verb.lemma_ == "be" and _in_force(verb)))


def _ordinal(token: Token, last: Mention) -> Mention | None:
    """ "The first, on training, …": one of several texts just spoken of."""
    alone = (
        token.i > 0
        and token.nbor(-1).lower_ == "the"
        and token.i + 1 < len(token.doc)
        and (token.nbor(1).pos_ in ("VERB", "AUX", "PUNCT", "ADP") or token.nbor(1).lower_ == "deals")
    )
    if not alone or not (last.plural or last.fresh) or token.sent.start - token.doc[last.head].sent.end > 40:
        return None
    stop = next((t.i for t in token.doc[token.i + 1 : token.sent.end] if t.pos_ in ("VERB", "AUX") or t.lower_ == "deals"), token.i + 1)
    return Mention(
        head=token.i, anchor=token.i, start=token.left_edge.i, end=stop, instrument=last.instrument, generic=True, definite=True, fresh=True,
        plural=False, proper=False, pronoun=True, year=None, name=token.text, topic=topic(token, token.i, stop), alters=None,
    )  # fmt: skip


def _in_force(verb: Token) -> bool:
    return bool({"force", "effect"} & {t.lower_ for t in verb.subtree})
