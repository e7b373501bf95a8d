"""Tables of what all reports say together, which is what questions are asked of."""

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, String, Table, Text

from dragoman.store.tables.base import Key, metadata


def _answer(name: str, about: str, *columns: Column[object]) -> Table:
    """A table of answers: rows of the dossier, whole in `body` and sorted by `position`."""
    table = Table(
        f"dossier_{name}",
        metadata,
        Column("id", Key, primary_key=True),
        Column("position", Key, nullable=False, comment="order among all rows"),
        Column("day", Key, comment="first day that it can be, else that of its first report"),
        *columns,
        Column("body", Text, nullable=False, comment="the row as `show --json` prints it"),
        comment=about,
    )
    Index(f"dossier_{name}_by_position", table.c.position)
    Index(f"dossier_{name}_by_day", table.c.day)
    return table


dossier_events = _answer(
    "events",
    "one event however many reports tell it",
    Column("type", Key, nullable=False, comment="PLOVER type"),
    Column("quad", Key, nullable=False, comment="PLOVER quad class"),
    Column("modality", Key, nullable=False),
    Column("standing", Key, nullable=False),
    Column("fact", Boolean, nullable=False, comment="asserted and reported"),
    Column("date", Key, comment="EDTF"),
    Column("actors", Text, nullable=False),
    Column("recipients", Text, nullable=False),
    Column("place", Key),
    Column("place_country", Key),
    Column("lat", Float),
    Column("lon", Float),
    Column("killed", String),
    Column("injured", String),
    Column("told", Integer, nullable=False, comment="how many reports tell it"),
    Column("sources", Integer, nullable=False, comment="how many independent sources stand behind it"),
    Column("differs", Boolean, nullable=False, comment="whether reports contradict each other on it"),
    Column("confidence", Float, nullable=False),
    Column("corrected_by", Text, comment="people who set a value of it, parted by ; and null where nobody did"),
)
dossier_agreements = _answer(
    "agreements",
    "one agreement from its first mention to its last",
    Column("name", Text, nullable=False),
    Column("stage", Key, nullable=False),
    Column("standing", Key, nullable=False),
    Column("instrument", Key, nullable=False),
    Column("areas", Text, nullable=False),
    Column("date", Key),
    Column("differs", Boolean, nullable=False, comment="whether reports contradict each other on it"),
    Column("corrected_by", Text, comment="people who set a value of it, parted by ; and null where nobody did"),
)
dossier_disputes = _answer(
    "disputes",
    "what one side says and another denies",
    Column("event_id", Key, ForeignKey("dossier_events.id", ondelete="CASCADE"), nullable=False),
    Column("type", Key, nullable=False),
    Column("status", Key, nullable=False),
    Column("open", Boolean, nullable=False),
)
dossier_people = _answer(
    "people",
    "one person under all forms",
    Column("name", Text, nullable=False),
    Column("country", Key),
    Column("offices", Text, nullable=False),
    Column("corrected_by", Text, comment="people who set a value of it, parted by ; and null where nobody did"),
)
dossier_organizations = _answer(
    "organizations",
    "one body under all its names",
    Column("name", Text, nullable=False),
    Column("country", Key),
    Column("code", Key),
)
dossier_officials = _answer(
    "officials",
    "who is shown in which office from when to when; of the words that show it each body has the first, dossier_sightings all",
    Column("person_id", Key, ForeignKey("dossier_people.id", ondelete="CASCADE"), nullable=False),
    Column("first", Key, nullable=False, comment="first node of the person's cluster"),
    Column("office", Text, nullable=False),
    Column("key", Key, nullable=False, comment="the office as compared"),
    Column("country", Key),
    Column("holder", Text, nullable=False),
    Column("single", Boolean, nullable=False, comment="whether the office has one holder at a time"),
)
dossier_sightings = Table(
    "dossier_sightings",
    metadata,
    Column("official_id", Key, ForeignKey("dossier_officials.id", ondelete="CASCADE"), primary_key=True),
    Column("day", Key, primary_key=True, comment="day of the report; 9999 where it has none"),
    Column("report_id", Key, primary_key=True, comment="the report that shows it"),
    Column("item", Key, primary_key=True, comment="id of the person within the report"),
    Column("number", Integer, primary_key=True, comment="which of the person's offices there, from 0"),
    Column("body", Text, nullable=False, comment="the words that show it, as `show --json` prints them"),
    sqlite_with_rowid=False,
    comment="by which words of which report somebody is shown in an office, in the order of the reports",
)
dossier_tallies = Table(
    "dossier_tallies",
    metadata,
    Column("first", Key, primary_key=True, comment="first node of the person's cluster"),
    Column("body", Text, nullable=False, comment="names, states and offices with how many reports give each, JSON"),
    comment="what all reports say of a person, counted, so that one more is added to it; none of people of whom something was corrected",
)
dossier_sources = _answer("sources", "reports that are one source", Column("origin", Key), Column("why", Text, nullable=False))
dossier_promises = _answer(
    "promises",
    "areas that were agreed on or promised; what became of them is looked up in dossier_events",
    Column("agreement_id", Key, ForeignKey("dossier_agreements.id", ondelete="CASCADE")),
    Column("event_id", Key, ForeignKey("dossier_events.id", ondelete="CASCADE")),
    Column("area", Key, nullable=False),
)
dossier_counting = Table(
    "dossier_counting",
    metadata,
    Column("area", Key, primary_key=True, comment="area of cooperation"),
    Column("id", Key, ForeignKey("dossier_events.id", ondelete="CASCADE"), primary_key=True),
    comment="events that by type and words may count for or against an area",
)
dossier_states = Table(
    "dossier_states",
    metadata,
    Column("kind", Key, primary_key=True, comment="events, agreements, disputes or promises"),
    Column("id", Key, primary_key=True),
    Column("country", Key, primary_key=True, comment="ISO 3166 alpha-3, or the code of a body"),
    comment="which states an answer concerns",
)
dossier_members = Table(
    "dossier_members",
    metadata,
    Column("kind", Key, primary_key=True, comment="events, agreements, people, organizations or sources"),
    Column("id", Key, primary_key=True),
    Column("report_id", Key, ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True),
    Column("item", Key, primary_key=True, comment="id within the report"),
    comment="from which parts of which reports an answer was made",
)
dossier_about = Table(
    "dossier_about",
    metadata,
    Column("key", Key, primary_key=True),
    Column("value", Integer, nullable=False),
    comment="changes: how many times the dossier was written to",
)

Index("dossier_states_by_country", dossier_states.c.kind, dossier_states.c.country, dossier_states.c.id)
Index("dossier_members_by_report", dossier_members.c.report_id)
_counted = ("id", "type", "quad", "standing", "modality", "place_country", "fact", "day")
Index("dossier_events_counted", *(dossier_events.c[name] for name in _counted))  # so that nothing is read of bodies to count events
Index("dossier_events_by_type", dossier_events.c.type, dossier_events.c.position)
Index("dossier_events_by_standing", dossier_events.c.standing, dossier_events.c.position)
Index("dossier_events_by_fact", dossier_events.c.fact, dossier_events.c.confidence)
Index("dossier_events_by_corrected", dossier_events.c.corrected_by)
Index("dossier_events_by_latitude", dossier_events.c.lat)
Index("dossier_counting_by_event", dossier_counting.c.id)
Index("dossier_events_by_place", dossier_events.c.place_country, dossier_events.c.type)
Index("dossier_disputes_by_event", dossier_disputes.c.event_id)
Index("dossier_officials_by_office", dossier_officials.c.key, dossier_officials.c.country)
Index("dossier_officials_by_person", dossier_officials.c.person_id)
Index("dossier_officials_by_country", dossier_officials.c.country)
Index("dossier_promises_by_agreement", dossier_promises.c.agreement_id)
Index("dossier_promises_by_event", dossier_promises.c.event_id)

ANSWERS = {
    t.name.removeprefix("dossier_"): t
    for t in (
        dossier_events,
        dossier_agreements,
        dossier_disputes,
        dossier_people,
        dossier_organizations,
        dossier_officials,
        dossier_sources,
        dossier_promises,
    )
}
"""Tables of answers by the name of what they hold."""
