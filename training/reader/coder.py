"""A coder's marks laid over a parsed report: phrases with their entities and states, triggers with their parties, labels of words."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
from spacy.tokens import Doc, Span

from dragoman.codebook.people import offices
from dragoman.codebook.vocabulary import event_types
from dragoman.reading.encoder.pairs import Node, Sort
from training.reader.data import KINDS, MODALITIES, SPAN_SORTS, STANDINGS, Ints, Trigger

PERSON_PRONOUNS = frozenset(["he", "she", "him", "his", "her", "hers", "himself", "herself", "who", "whom", "whose"])
THING_PRONOUNS = frozenset(["it", "its", "itself"])
GROUP_PRONOUNS = frozenset(["they", "them", "their", "theirs", "themselves", "both"])
PRONOUNS = PERSON_PRONOUNS | THING_PRONOUNS | GROUP_PRONOUNS
MOST_ANTECEDENTS = 60
ARGUMENT_REACH = 150


class Coder:
    """A coder's marks laid over a parsed report."""

    def __init__(self, doc: Doc, gold: dict[str, Any], hits: list[Any]) -> None:
        self.doc = doc
        self.gold = gold
        self.nodes: list[Node] = []
        self.clusters: list[int] = []
        self.codes: list[str | None] = []
        self._at: dict[int, int] = {}
        self._next = 0
        self._people()
        self._organizations()
        self._parties()
        self._states(hits)
        self._pronouns()
        order = sorted(range(len(self.nodes)), key=lambda i: (self.nodes[i].start, self.nodes[i].end))
        place = {old: new for new, old in enumerate(order)}
        self.nodes = [self.nodes[i] for i in order]
        self.clusters = [self.clusters[i] for i in order]
        self.codes = [self.codes[i] for i in order]
        self._at = {t: place[i] for t, i in self._at.items()}
        self.triggers = self._triggers()

    def _span(self, span: list[int]) -> Span | None:
        found = self.doc.char_span(span[0], span[1], alignment_mode="expand")
        while found is not None and len(found) > 1 and (found[0].is_space or found[0].is_punct):
            found = found[1:]
        while found is not None and len(found) > 1 and (found[-1].is_space or found[-1].text in (",", ".", "'s", "’s", "’", "'")):
            found = found[:-1]
        return found

    def _add(self, span: Span | None, sort: Sort, cluster: int, code: str | None) -> int | None:
        if span is None or not len(span):
            return None
        lower = span.text.lower()
        if lower in PERSON_PRONOUNS:
            sort = "person_pronoun"
        elif lower in THING_PRONOUNS:
            sort = "thing_pronoun"
        elif lower in GROUP_PRONOUNS:
            sort = "group_pronoun"
        taken = {self._at[i] for i in range(span.start, span.end) if i in self._at}
        if taken:
            for i in taken:
                if self.clusters[i] < 0 and cluster >= 0:
                    self.clusters[i] = cluster
                if self.codes[i] is None:
                    self.codes[i] = code
            return min(taken)
        self.nodes.append(Node(span.start, span.end, span.root.i, sort))
        self.clusters.append(cluster)
        self.codes.append(code)
        at = len(self.nodes) - 1
        self._at.update(dict.fromkeys(range(span.start, span.end), at))
        return at

    def _people(self) -> None:
        for person in [*self.gold.get("people", []), *self.gold.get("people_unnamed", [])]:
            if not isinstance(person, dict):
                continue
            cluster = self._next
            self._next += 1
            code = person.get("country") or ""
            words = set(re.findall(r"\w+", (person.get("name") or "").lower()))
            for raw in person.get("spans") or []:
                span = self._span(raw) if isinstance(raw, list) and len(raw) == 2 and isinstance(raw[0], int) else None
                if span is None:
                    continue
                own = [t.i for t in span if t.is_alpha and t.lower_ in words and t.text[0].isupper()]
                if own:
                    before = self.doc[span.start : own[0]]
                    if any(t.is_alpha and t.lower_ not in ("the", "mr", "mrs", "ms") for t in before):
                        self._add(before, "office", cluster, code) if _is_office(before) else None
                    self._add(self.doc[own[0] : own[-1] + 1], "name", cluster, code)
                else:
                    self._add(span, "office", cluster, code)
            for raw in person.get("office_spans") or []:
                if isinstance(raw, list) and raw and isinstance(raw[0], int):
                    self._add(self._span(raw), "office", cluster, code)

    def _organizations(self) -> None:
        for body in self.gold.get("organizations", []):
            cluster = self._next
            self._next += 1
            for raw in body.get("spans") or []:
                self._add(self._span(raw), "org", cluster, body.get("country") or "")

    def _parties(self) -> None:
        for event in self.gold.get("events", []):
            spans = event.get("spans") or {}
            for key, codes in (("actor_text", event.get("actor")), ("recipient_text", event.get("recipient"))):
                marked = [s for s in spans.get(key) or [] if s]
                for raw in marked:
                    span = self._span(raw)
                    if span is None or any(i in self._at for i in range(span.start, span.end)) or len(span) > 12:
                        continue
                    if all(t.ent_type_ in ("GPE", "NORP") or t.pos_ in ("DET", "PUNCT", "CCONJ") for t in span):
                        continue
                    self._add(span, "party", -1, codes[0] if codes and len(codes) == 1 and len(marked) == 1 else None)

    def _states(self, hits: list[Any]) -> None:
        for hit in hits:
            code = hit.entry.country or hit.entry.code
            if hit.entry.role in ("organization", "outlet"):
                if hit.start not in self._at:
                    self._add(self.doc[hit.start : hit.end], "org", -1, code or "")
                continue
            if hit.sided:
                continue
            span = self.doc[hit.start : hit.end]
            self.nodes.append(Node(hit.start, hit.end, span.root.i, "state"))
            self.clusters.append(-1)
            self.codes.append(code)
            for i in range(hit.start, hit.end):
                self._at.setdefault(i, len(self.nodes) - 1)

    def _pronouns(self) -> None:
        for token in self.doc:
            if token.lower_ in PRONOUNS and token.i not in self._at and token.pos_ in ("PRON", "DET"):
                self._add(self.doc[token.i : token.i + 1], "thing_pronoun", -1, None)

    def _triggers(self) -> list[Trigger]:
        order = event_types()
        out: dict[int, Trigger] = {}
        for event in self.gold.get("events", []):
            span = self._span(event["spans"]["trigger"]) if event.get("spans", {}).get("trigger") else None
            if span is None:
                continue
            token = span.root.i
            fresh = token not in out
            trigger = out.setdefault(token, Trigger(token, set(), MODALITIES.index(event["modality"]), STANDINGS.index(event["standing"])))
            trigger.types |= {order.index(t) for t in event["type"] if t in order}
            trigger.weight = 0.6 if event.get("optional") and fresh else 1.0
            trigger.actor_codes |= set(event.get("actor") or [])
            trigger.recipient_codes |= set(event.get("recipient") or [])
            for key, nodes in (("actor_text", trigger.actors), ("recipient_text", trigger.recipients)):
                for raw in event["spans"].get(key) or []:
                    found = self._span(raw) if raw else None
                    if found is not None:
                        nodes.update(self._node_of(found))
        return [out[k] for k in sorted(out)]

    def cues(self) -> list[tuple[int, int]]:
        """Token and kind of each statement's cue, where it has one."""
        out = []
        for statement in self.gold.get("statements", []):
            raw = (statement.get("spans") or {}).get("cue")
            raw = raw[0] if raw and isinstance(raw[0], list) else raw
            span = self._span(raw) if raw else None
            if span is not None and statement.get("kind") in KINDS:
                out.append((span.root.i, KINDS.index(statement["kind"])))
        return out

    def _node_of(self, span: Span) -> set[int]:
        """The nodes of a marked party: that of its head, else every one in it."""
        if span.root.i in self._at:
            return {self._at[span.root.i]}
        return {self._at[i] for i in range(span.start, span.end) if i in self._at}

    def span_labels(self) -> Ints:
        labels = np.zeros(len(self.doc), dtype=np.int64)
        for sort in ("name", "office", "org", "party"):
            for node in self.nodes:
                if node.sort == sort and not labels[node.start : node.end].any():
                    if sort == "org" and self.codes[self.nodes.index(node)] is None:
                        continue
                    labels[node.start : node.end] = 2 + 2 * SPAN_SORTS.index(node.sort)
                    labels[node.start] -= 1
        for place in self.gold.get("places_named", []):
            for m in re.finditer(re.escape(place["text"]), self.doc.text):
                span = self.doc.char_span(*m.span())
                if span is not None and not labels[span.start : span.end].any():
                    labels[span.start : span.end] = 2 + 2 * SPAN_SORTS.index("place")
                    labels[span.start] -= 1
        return labels

    def pairs(self, nodes: list[Node]) -> Iterator[tuple[str, list[tuple[int, int]], list[Node]]]:
        """The pairs that each relation is asked about."""
        stated = [n if n.sort == "state" else replace(n, code=None) for n in nodes]  # before entities are known only states have codes
        yield "antecedent", antecedent_pairs(nodes), stated
        yield "affiliation", affiliation_pairs(nodes), stated
        sources = [Node(t.token, t.token + 1, t.token, "trigger", None, 1 + min(t.types, default=-1)) for t in self.triggers]
        yield "argument", argument_pairs(sources, nodes), sources


def _is_office(span: Span) -> bool:
    return any(t.lower_ in offices() for t in span)


def antecedent_pairs(nodes: list[Node]) -> list[tuple[int, int]]:
    """(phrase, one before it, or the one right behind it) for every phrase but states and places."""
    out = []
    for i, a in enumerate(nodes):
        if a.sort in ("state", "place", "trigger"):
            continue
        for j in range(max(0, i - MOST_ANTECEDENTS), min(len(nodes), i + 2)):
            b = nodes[j]
            if j != i and b.sort not in ("place",) and (j < i or b.sort == "name"):
                out.append((i, j))
    return out


def affiliation_pairs(nodes: list[Node]) -> list[tuple[int, int]]:
    """(name, office, body or party, state named anywhere): the nearest eighty and those of the first lines."""
    states = [j for j, n in enumerate(nodes) if n.sort == "state"]
    out = []
    for i, a in enumerate(nodes):
        if a.sort in ("name", "office", "org", "party"):
            near = sorted(states, key=lambda j: abs(nodes[j].head - a.head))[:40]
            out += [(i, j) for j in sorted({*near, *states[:8]})]
    return out


def argument_pairs(triggers: list[Node], nodes: list[Node]) -> list[tuple[int, int]]:
    """(trigger, phrase) for the phrases within reach."""
    return [
        (i, j)
        for i, t in enumerate(triggers)
        for j, n in enumerate(nodes)
        if -ARGUMENT_REACH <= n.head - t.head <= ARGUMENT_REACH // 2 and n.sort != "place" and not n.start <= t.head < n.end
    ]
