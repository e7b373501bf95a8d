"""Reports on the web: fetched politely (robots.txt, one request at a time, pauses) and safely (limits, public addresses, no redirects)."""

from __future__ import annotations

import hashlib
import ipaddress
import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from dragoman.intake.feeds import Entry, is_feed, of_entry, parse
from dragoman.intake.formats import reports_in
from dragoman.intake.guard import guarded
from dragoman.intake.source import Failure, InputError, Settings, Source, Unfetched
from dragoman.intake.teasers import is_whole
from dragoman.version import __version__

if TYPE_CHECKING:
    from urllib.robotparser import RobotFileParser

LARGEST = 16 * 1024 * 1024
SECONDS = 30.0
_AGENT = f"dragoman/{__version__}"


def is_url(path: str) -> bool:
    """Whether a source is named by a URL."""
    return path.lower().startswith(("http://", "https://"))


def _parsed(url: str) -> SplitResult:
    """An address taken apart. Raises InputError where it cannot be one."""
    import httpx

    try:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0:
            raise InputError("only http and https addresses can be fetched")
        httpx.URL(url)
    except (UnicodeError, httpx.InvalidURL) as error:
        raise InputError(f"it is no address ({error})") from None
    except ValueError as error:
        raise error if isinstance(error, InputError) else InputError(f"it is no address ({error})") from None
    return parts


_TRANSLATED = ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("::/96")
"""Prefixes under which an address of the older protocol is written: by translators, and as "compatible"."""


def is_public(address: str) -> bool:
    """Whether an address is one of the public network, also behind the forms in which one address carries another."""
    ip = ipaddress.ip_address(address.split("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        carried = _carried(ip)
        local = ip.is_site_local or (ip.ipv4_mapped is None and ip in _TRANSLATED[1])
        if local or not all(is_public(str(a)) for a in carried):
            return False
        if ip.ipv4_mapped is not None or ip in _TRANSLATED[0]:
            return True
    return ip.is_global and not ip.is_multicast and not ip.is_unspecified and not ip.is_reserved


def _carried(ip: ipaddress.IPv6Address) -> list[ipaddress.IPv4Address]:
    """The addresses of the older protocol that one of the newer carries."""
    named = [a for a in (ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())) if a is not None]
    return named + [ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) for net in _TRANSLATED if ip in net]


class Fetcher:
    """Fetches one page after the other, and keeps the rules of the hosts it has been to."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._robots: dict[str, RobotFileParser] = {}
        self._last: dict[str, float] = {}

    def get(self, url: str) -> bytes:
        """What is at an address.

        Raises:
            InputError: it may not be fetched, is not there, or is too large or too slow.
        """
        parts = _parsed(url)
        assert parts.hostname is not None
        rules = self._rules(f"{parts.scheme}://{parts.netloc}", parts.hostname)
        if not rules.can_fetch(_AGENT, url):
            raise InputError("the site's robots.txt does not allow it")
        pause = max(self.settings.pause, float(rules.crawl_delay(_AGENT) or 0))
        time.sleep(max(0.0, self._last.get(parts.netloc, 0.0) + pause - time.monotonic()))
        try:
            status, data = self._fetch(url)
        finally:
            self._last[parts.netloc] = time.monotonic()
        if status != 200:
            raise InputError(f"the server answered {status}")
        return data

    def _rules(self, site: str, host: str) -> RobotFileParser:
        if site not in self._robots:
            from urllib.robotparser import RobotFileParser

            rules = self._robots[site] = RobotFileParser()
            status, data = self._fetch(f"{site}/robots.txt")
            if status == 200:
                rules.parse(data.decode("utf8", "replace").splitlines())
            elif 400 <= status < 500 and status not in (401, 403):
                rules.parse([])  # there are no rules
            else:
                rules.parse(["User-agent: *", "Disallow: /"])
        return self._robots[site]

    def _fetch(self, url: str) -> tuple[int, bytes]:
        """Status and body, from the very address that was looked at: a name cannot lead elsewhere a moment later."""
        import httpx

        parts = _parsed(url)
        assert parts.hostname is not None
        port = parts.port or (443 if parts.scheme == "https" else 80)
        address = self._address(parts.hostname, port)
        target = httpx.URL(url).copy_with(host=address)
        headers = {"Host": parts.netloc.rpartition("@")[2], "User-Agent": _AGENT, "Accept-Encoding": "identity"}
        began = time.monotonic()
        try:
            with (
                httpx.Client(follow_redirects=False, timeout=SECONDS, trust_env=False) as client,
                client.stream("GET", target, headers=headers, extensions={"sni_hostname": parts.hostname}) as answer,
            ):
                if answer.is_redirect:
                    raise InputError(
                        f"it leads on to {answer.headers.get('Location', 'elsewhere')}; give that address if it is the right one"
                    )
                data = bytearray()
                for part in answer.iter_raw():
                    data += part
                    if len(data) > LARGEST:
                        raise InputError(f"it is larger than {LARGEST // 2**20} MiB")
                    if time.monotonic() - began > SECONDS:
                        raise InputError(f"it took longer than {SECONDS:.0f} seconds")
                return answer.status_code, bytes(data)
        except httpx.HTTPError as error:
            raise InputError(f"it cannot be fetched ({error or type(error).__name__})") from error

    def _address(self, host: str, port: int) -> str:
        """The address of a host, which must be public."""
        try:
            found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        except (OSError, UnicodeError) as error:
            raise InputError(f"there is no host {host}") from error
        if not self.settings.private and not all(is_public(a) for a in found):
            raise InputError(f"{host} is an address of this machine or its network, and is not fetched; --allow-private allows it")
        return found[0]


def fetched(url: str, fetcher: Fetcher, seen: set[object] | None = None) -> Iterator[Source | Failure]:
    """The report at an address; of a feed, the reports that its entries lead to.

    Args:
        seen: ids of entries to pass over, to which those met now are added.
    """
    seconds, digest = fetcher.settings.limits.seconds, None
    try:
        data = fetcher.get(url)
        digest = hashlib.sha256(data).hexdigest()
        if is_feed(data):
            found = _entries(data, url, fetcher, set() if seen is None else seen)
        else:
            found = reports_in(data, url, urlsplit(url).path.rsplit("/", 1)[-1], fetcher.settings)
        for one in guarded(found, url, seconds):
            yield replace(one, place=one.place or url, sha256=one.sha256 or digest)
    except InputError as error:
        yield Failure(url, str(error), place=url)


def _entries(data: bytes, url: str, fetcher: Fetcher, seen: set[object]) -> Iterator[Source | Failure]:
    """The reports of a feed's entries that are new: those that they lead to, else what they hold themselves."""
    for e in parse(data):
        if e.id in seen:
            continue
        seen.add(e.id)
        failed = f"its entry in the feed is broken ({e.lost})" if e.lost else "its entry has neither a text nor a link"
        if e.link and is_url(e.link) and not e.lost:
            reports, failed = _linked(e, fetcher)
            yield from reports
            if not failed:
                continue
        where = e.link or f"{url}#{e.id}"
        whole = e.text and (fetcher.settings.short_entries or is_whole(e.text))
        yield of_entry(e, where) if whole else Failure(where, failed)


def _linked(e: Entry, fetcher: Fetcher) -> tuple[list[Source], str]:
    """The reports that an entry leads to, and why not all could be had; empty where all could."""
    assert e.link is not None
    reports, failed = list[Source](), ""
    try:
        for one in guarded(reports_in(fetcher.get(e.link), e.link, "", fetcher.settings), e.link, 0):
            if isinstance(one, Failure):
                failed = one.reason
            else:
                reports.append(replace(one, published=one.published or e.published, outlet=one.outlet or e.outlet))
    except InputError as error:
        failed = str(error)
    return reports, failed


def at_addresses(found: Iterator[Source | Failure], fetcher: Fetcher) -> Iterator[Source | Failure]:
    """What was found, with the reports at those addresses fetched that came without a text; what their table says of them fills gaps."""
    for one in found:
        if not isinstance(one, Unfetched):
            yield one
            continue
        for report in fetched(one.address, fetcher):
            if isinstance(report, Failure):
                yield report
                continue
            known = {key: value for key, value in one.known.items() if not getattr(report, key)}
            yield replace(report, **known, address=one.address)  # type: ignore[arg-type]
