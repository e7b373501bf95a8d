"""The pages at 50,000 events: time on the server, first paint in a browser, and many readers beside one writer.

    python benchmarks/web.py [EVENTS] [SECONDS]

The dossier is made once and kept in runs/. Times are of this machine; the list pages are bounded, so that what grows is only what is counted.
Each page is measured with answers that are remembered and, in a process of its own, without any; processor time stands beside the time that
passes, for a busy machine doubles the one and hardly the other.
"""

import random
import re
import resource
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import httpx
from starlette.testclient import TestClient

from dragoman.codebook.vocabulary import quad_of
from dragoman.model.correction import Correction
from dragoman.model.record import Actor, Agreement, Area, Event, Passage, Place, Record, Report, Role, Stage, Statement
from dragoman.store import Store
from dragoman.store.queries import Cut
from dragoman.store.targets import Drafts
from dragoman.web import Settings, create_app, memory

_STATES = [
    "USA",
    "CHN",
    "RUS",
    "IND",
    "PAK",
    "IRN",
    "IRQ",
    "TUR",
    "SAU",
    "ISR",
    "EGY",
    "UKR",
    "POL",
    "DEU",
    "FRA",
    "GBR",
    "JPN",
    "KOR",
    "VNM",
    "PHL",
    "AUS",
    "FJI",
    "KEN",
    "ETH",
    "SDN",
    "ERI",
    "NGA",
    "BEN",
    "GHA",
    "SEN",
    "MAR",
    "DZA",
    "LBY",
    "TCD",
    "ARM",
    "AZE",
    "KAZ",
    "UZB",
    "TJK",
    "KGZ",
    "AFG",
    "PER",
    "BRA",
    "ARG",
    "CHL",
    "MEX",
    "COL",
]
_TYPES = ("CONSULT", "SUPPORT", "COOPERATE", "AID", "AGREE", "ACCUSE", "REQUEST", "THREATEN", "ASSAULT", "COERCE", "MOBILIZE", "REJECT")
_AREAS = ("joint_exercises", "training", "border_security", "maritime")
_WORDS = [
    "exercise",
    "drill",
    "training",
    "officers",
    "border",
    "crossing",
    "patrol",
    "naval",
    "ships",
    "talks",
    "minister",
    "visit",
    "trade",
    "closed",
    "agreement",
    "sanctions",
    "troops",
    "aid",
]
_EACH = 5
_FIRST = date(2012, 1, 1)
_READERS = 32


def made(events: int, seed: int = 1) -> Iterator[Record]:
    """Reports of five events each, between pairs of which some are told of far more often than others."""
    rng = random.Random(seed)
    for n in range(events // _EACH):
        yield _record(rng, f"{seed}-{n:06}")


def _record(rng: random.Random, key: str) -> Record:
    # the first states are drawn most often, as in the news
    a, b = sorted(
        {_STATES[int(rng.paretovariate(0.9) - 1) % len(_STATES)] for _ in range(6)} | {"KEN", "ETH"}, key=lambda s: (rng.random(), s)
    )[:2]
    day = _FIRST + timedelta(days=rng.randrange(4700))
    lines, spans, at = [], [], 0
    for i in range(_EACH):
        words = " ".join(rng.sample(_WORDS, rng.random() < 0.3) + [f"w{rng.randrange(4000)}" for _ in range(10)])
        line = f"On day {i} {a} and {b} did {words}."
        spans.append((at, at + len(line)))
        lines.append(line)
        at += len(line) + 2
    text = "\n\n".join(lines)
    actors = [
        Actor(
            id=f"a{i + 1}",
            name=f"{s} ministry",
            kind="government",
            country=s,
            sector="GOV",
            code=f"{s}GOV",
            mentions=((spans[0][0] + 9 + 8 * i, spans[0][0] + 12 + 8 * i),),
        )
        for i, s in enumerate((a, b))
    ]
    office = rng.choice(("foreign minister", "defence minister"))
    name = f"{rng.choice('ABCDEFGH')}dam {a.title()}ov{rng.randrange(4)}"
    role = Role(title=office, office=office, country=a, status="current", evidence=(spans[1],))
    actors.append(Actor(id="a3", name=name, kind="person", country=a, roles=(role,), mentions=(spans[1],)))
    events = tuple(_event(rng, i, spans[i], day + timedelta(days=i * 9), a) for i in range(_EACH))
    said = Statement(
        id="s1",
        speaker="a1",
        speaker_span=(spans[0],),
        kind="assert",
        quote="indirect",
        cue=(spans[0],),
        content=(spans[0],),
        event_ids=("e1",),
        read_by="benchmark",
        confidence=0.9,
    )
    return Record(
        version="benchmark",
        report=Report(
            id=f"r{key}",
            origin="benchmark",
            outlet=f"Outlet {rng.randrange(60)}",
            title=lines[0][:80],
            published=day.isoformat(),
            language="en",
            text=text,
        ),
        passages=tuple(Passage(kind="body", start=s, end=e) for s, e in spans),
        actors=tuple(actors),
        statements=(said,),
        events=events,
        agreements=(_agreement(rng, spans[2], day),) if rng.random() < 0.04 else (),
    )


def _event(rng: random.Random, i: int, span: tuple[int, int], day: date, state: str) -> Event:
    kind = rng.choice(_TYPES)
    standing = rng.choices(("reported", "attributed", "disputed"), (70, 25, 5))[0]
    place = Place(
        name=f"City {rng.randrange(200)}", country=state, lat=rng.uniform(-50, 60), lon=rng.uniform(-120, 150), source="benchmark"
    )
    return Event.model_validate(
        {
            "id": f"e{i + 1}",
            "type": kind,
            "quad": quad_of(kind),
            "actors": ("a1",),
            "recipients": ("a2",),
            "date": day.isoformat() if rng.random() < 0.85 else None,
            "place": place if rng.random() < 0.4 else None,
            "modality": rng.choices(("asserted", "planned"), (90, 10))[0],
            "standing": standing,
            "according_to": ("s1",) if standing == "attributed" else (),
            "disputed_by": ("s1",) if standing == "disputed" else (),
            "evidence": (span,),
            "read_by": "benchmark",
            "confidence": 0.8,
        }
    )


def _agreement(rng: random.Random, span: tuple[int, int], day: date) -> Agreement:
    areas = tuple(Area(area=x, evidence=(span,)) for x in rng.sample(_AREAS, 2))
    stage = Stage(stage="signed", date=day.isoformat(), evidence=(span,))
    return Agreement(
        id="g1",
        name=f"protocol {rng.randrange(900)}",
        parties=("a1", "a2"),
        instrument="protocol",
        stage="signed",
        stage_history=(stage,),
        areas=areas,
        date=day.isoformat(),
        standing="reported",
        evidence=(span,),
    )


def dossier(events: int) -> Path:
    """The dossier, made if it is not there."""
    path = Path("runs") / f"web-{events}.db"
    path.parent.mkdir(exist_ok=True)
    if not path.exists():
        began = time.perf_counter()
        part = path.with_suffix(".part")
        for old in path.parent.glob(f"{part.name}*"):
            old.unlink()
        with Store(part) as store, store.batch() as add:
            for record in made(events):
                add(record)
        part.rename(path)
        print(f"made in {time.perf_counter() - began:.0f} s", flush=True)
    return path


class Server:
    """The real command, on a free port."""

    def __init__(self, path: Path) -> None:
        command = [str(Path(sys.executable).parent / "dragoman"), "serve", "--port", "0", "--dossier", str(path)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        found = re.search(r"http://[\d.]+:\d+", self.process.stdout.readline())
        assert found
        self.url = found[0]

    def close(self) -> None:
        self.process.terminate()
        self.process.wait(20)


def addresses(path: Path) -> list[str]:
    """One of each page, the busiest pair among them."""
    with Store(path) as store:
        one = {what: store.ask(what, cut=Cut(1)).rows[0]["id"] for what in ("events", "agreements", "disputes", "people")}
        from dragoman.store.filters import Filter
        from dragoman.web.network import ties

        pair = ties(store, Filter())["links"][0]
        print(f"{store.ask('events', cut=Cut(1)).total} events; {pair['events']} between {pair['source']} and {pair['target']}")
        report = store.ask("events", cut=Cut(1)).rows[0]["report"]
    between = f"/between/{pair['source']}/{pair['target']}"
    last = [
        f"/event/{one['events']}",
        f"/agreement/{one['agreements']}",
        f"/dispute/{one['disputes']}",
        f"/person/{one['people']}",
        f"/report/{report}",
    ]
    lists = [
        "/",
        "/events",
        "/events?type=ASSAULT&standing=disputed",
        f"/events?state={pair['source']}&backward=true",
        "/agreements",
        "/disputes",
        "/people",
    ]
    rest = [
        "/statements",
        "/reports",
        "/map",
        "/network",
        "/chart",
        f"/chart?between={pair['source']}&between={pair['target']}",
        f"/state/{pair['source']}",
        "/search?q=w17",
        "/suggest?q=ken",
        between,
        f"{between}?as_of=2018-06-30",
        "/api/events?limit=500",
        *last,
    ]
    return [*lists, *rest]


def pages(server: Server, paths: list[str], times: int = 15) -> None:
    """Milliseconds until the whole page has come."""
    print(f"{'median':>8} {'slowest':>8} {'KiB':>6}  page")
    with httpx.Client(base_url=server.url, timeout=120) as client:
        for path in paths:
            taken = []
            for _ in range(times):
                began = time.perf_counter()
                answer = client.get(path)
                taken.append(1000 * (time.perf_counter() - began))
                assert answer.status_code == 200, (path, answer.status_code)
            print(f"{statistics.median(taken):8.0f} {max(taken):8.0f} {len(answer.content) / 1024:6.0f}  {path}", flush=True)


def forgetful(path: Path, paths: list[str], times: int = 5) -> None:
    """Milliseconds of making each page with nothing remembered: the time that passes, and the processor's."""
    print(f"{'median':>8} {'of CPU':>8}  page, nothing remembered")
    with Store(path) as store, TestClient(create_app(store, Settings(frozenset({"testserver"}), None, read_only=False))) as client:
        for page in paths:
            taken = []
            for _ in range(times):
                memory.forget()
                store.forget()
                began = time.perf_counter(), time.process_time()
                assert client.get(page).status_code == 200
                taken.append((1000 * (time.perf_counter() - began[0]), 1000 * (time.process_time() - began[1])))
            passed, busy = (statistics.median(both) for both in zip(*taken, strict=True))
            print(f"{passed:8.0f} {busy:8.0f}  {page}", flush=True)


def paint(server: Server, paths: list[str]) -> None:
    """First contentful paint in Debian's Chromium."""
    from playwright.sync_api import sync_playwright

    script = "() => (performance.getEntriesByName('first-contentful-paint')[0] || {startTime: -1}).startTime"
    with sync_playwright() as p:
        browser = p.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        for path in paths:
            page = browser.new_page()
            page.goto(server.url + path, wait_until="networkidle")
            print(f"first paint {page.evaluate(script):6.0f} ms  {path}", flush=True)
            page.close()
        browser.close()


def crowd(server: Server, path: Path, paths: list[str], seconds: float) -> None:
    """Readers without end beside one writer, who adds reports and corrects: errors, and writes that are not there afterwards."""
    end = time.monotonic() + seconds
    errors: list[str] = []
    reads: list[float] = []

    def read(n: int) -> None:
        rng = random.Random(n)
        with httpx.Client(base_url=server.url, timeout=120) as client:
            while time.monotonic() < end:
                began = time.perf_counter()
                try:
                    answer = client.get(rng.choice(paths))
                    if answer.status_code != 200:
                        errors.append(f"{answer.status_code} {answer.url}")
                except httpx.HTTPError as error:
                    errors.append(repr(error))
                reads.append(time.perf_counter() - began)

    written = []

    def write() -> None:
        with Store(path) as store:
            for record in made(10**6, seed=int(time.time())):
                if time.monotonic() >= end:
                    return
                store.add(record)
                event = f"{record.report.id}/e1"
                store.draft("bench", "because", _setting(event))
                written.append(record.report.id)

    threads = [threading.Thread(target=read, args=(n,)) for n in range(_READERS)] + [threading.Thread(target=write)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    with Store(path) as store:
        there = {r.report.id: r for r in store.records(set(written))}
    kept = [i for i in written if i in there and there[i].events[0].standing == "attributed"]
    median = statistics.median(reads)
    print(
        f"{_READERS} readers for {seconds:.0f} s: {len(reads)} pages, {1000 * median:.0f} ms median, {1000 * max(reads):.0f} ms slowest, {len(errors)} errors {errors[:2]}"
    )
    print(f"one writer beside them: {len(written)} reports each with a correction acknowledged, {len(written) - len(kept)} lost")


def _setting(event: str) -> Callable[[Drafts], list[Correction]]:
    return lambda drafts: drafts.set(event, "standing", "attributed")


def main() -> None:
    """Measure and print."""
    numbers = [a for a in sys.argv[1:] if a.replace(".", "").isdigit()]
    path = dossier(int(numbers[0]) if numbers else 50_000)
    paths = addresses(path)
    forgetful(path, paths)
    server = Server(path)
    try:
        pages(server, paths)
        paint(server, [*paths[:2], "/search?q=w17", next(p for p in paths if p.startswith("/between/"))])
    finally:
        server.close()
    before = _busy()
    server = Server(path)
    try:
        crowd(server, path, paths, float(numbers[1]) if len(numbers) > 1 else 60)
    finally:
        server.close()
    print(f"the server took {_busy() - before:.0f} s of the processor")


def _busy() -> float:
    """Seconds of the processor that servers took which have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
