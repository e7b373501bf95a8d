"""What a user's dictionary says of the names, roles and verbs in a report."""

from spacy.tokens import Doc, Span, Token

from dragoman.codebook.cameo import type_of
from dragoman.codebook.dictionaries import Dictionary
from dragoman.codebook.dictionaries.actors import form_of
from dragoman.codebook.files import table
from dragoman.codebook.gazetteer import Entry, country_name, iso3, known_state
from dragoman.model.record import ActorKind
from dragoman.reading.cast import Cast, Entity

_KINDS: dict[str, ActorKind] = {"GOV": "government", "MIL": "armed_force", "MED": "media", "REB": "group", "UAF": "group", "OPP": "group"}


def own_names(doc: Doc, live: frozenset[int], own: Dictionary, day: str | None) -> list[tuple[Span, Entry]]:
    """The longest names of the dictionary in the live tokens that are no people's, with what they stand for on the day.

    Args:
        day: of publication (ISO date); without it only undated codes hold.
    """
    words = [t.text.upper().replace("’", "'") for t in doc]
    out = []
    at = 0
    while at < len(doc):
        found = _longest(doc, words, at, own) if at in live and doc[at].text[:1].isupper() else None
        if found is None:
            at += 1
            continue
        span, form = found
        code = own.code_of(form, day)
        if code is not None and (span.root.ent_type_ != "PERSON" or _parts(code, own)[1] is None):
            out.append((span, _entry(span.text, code, own)))
        at = span.end
    return out


def _longest(doc: Doc, words: list[str], at: int, own: Dictionary) -> tuple[Span, tuple[str, ...]] | None:
    for form in own.by_first.get(words[at].split("-")[0], ()):
        end, k = at, 0
        while end < len(doc) and k < len(form):
            if words[end] != "-":
                if words[end].rstrip(".") != form[k].rstrip("."):
                    break
                k += 1
            end += 1
        if k == len(form) and not (len(form) == 1 and doc[at].is_lower):
            return doc[at:end], form
    return None


def _entry(name: str, code: str, own: Dictionary) -> Entry:
    country, sector = _parts(code, own)
    if country and not sector:
        called = country_name(country) if known_state(country) else own.names[country]
        return Entry(called, "country", "government", country, "GOV", country)
    return Entry(" ".join(name.split()), "organization", _KINDS.get(sector or "", "organization"), country, sector, code)


def _parts(code: str, own: Dictionary) -> tuple[str | None, str | None]:
    """State and sector of a code in CAMEO's manner, three letters each; a state that only the dictionary knows has a name of that very code."""
    alone = code[:3] if code[:3] in own.names and code[:3] not in table("cameo")["no_states"]["codes"] else None
    country = iso3(code[:3]) or alone
    return country, (code[3:6] if country else code[:3]) or None


def code_cast(cast: Cast, own: Dictionary, day: str | None) -> None:
    """Give people whom the dictionary knows their code on the day, and others the sector of the word that says what they are."""
    for entity in cast.entities:
        if entity.kind == "person" and entity.named:
            code = next((c for form in _forms(entity) if (c := own.code_of(form, day))), None)
            if code:
                country, sector = _parts(code, own)
                entity.code, entity.country, entity.sector = code, country or entity.country, sector
        elif entity.sector is None and not entity.code and own.agents:
            entity.sector = next((s for m in entity.mentions if (s := _sector(cast.doc, m.start, m.end, own))), None)


def _forms(entity: Entity) -> list[tuple[str, ...]]:
    return list(dict.fromkeys(form_of(text) for text in (entity.name, *(m.text for m in entity.mentions if m.sort == "name"))))


def _sector(doc: Doc, start: int, end: int, own: Dictionary) -> str | None:
    """The sector of the longest role word that ends a phrase."""
    words = tuple(t.text.upper() for t in doc[start:end])
    return next((own.agents[words[i:]] for i in range(len(words)) if words[i:] in own.agents), None)


def own_type(predicate: Token, own: Dictionary) -> str | None:
    """The PLOVER type of the CAMEO code that the dictionary gives a verb in its clause."""
    sent = predicate.sent
    words = tuple(t.text.upper() for t in sent if not t.is_punct)
    at = sum(not t.is_punct for t in predicate.doc[sent.start : predicate.i])
    code = own.cameo_of(words, at) if at < len(words) else None
    return type_of(code) if code else None
