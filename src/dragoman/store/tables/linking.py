"""Tables of what linking keeps: nodes, under what they are found, where they were read, decisions and clusters."""

from sqlalchemy import Boolean, Column, Float, ForeignKeyConstraint, Index, String, Table, Text

from dragoman.store.tables.base import Key, metadata

link_nodes = Table(
    "link_nodes",
    metadata,
    Column("kind", Key, primary_key=True),
    Column("id", Key, primary_key=True),
    Column("body", Text, nullable=False, comment="what is compared of it, JSON"),
    Column("found_by", Text, nullable=False, comment="its keys in link_keys, JSON"),
    comment="what may be the same as something else",
)
link_keys = Table(
    "link_keys",
    metadata,
    Column("kind", Key, primary_key=True),
    Column("key", Key, primary_key=True),
    Column("node", Key, primary_key=True),
    sqlite_with_rowid=False,
    comment="under what nodes are found",
)
link_members = Table(
    "link_members",
    metadata,
    Column("kind", Key, primary_key=True),
    Column("report_id", Key, primary_key=True),
    Column("item", Key, primary_key=True),
    Column("node", Key, nullable=False),
    Column("body", Text),
    ForeignKeyConstraint(["report_id"], ["reports.id"], ondelete="CASCADE"),
    comment="where nodes were read",
)
link_edges = Table(
    "link_edges",
    metadata,
    Column("kind", Key, primary_key=True),
    Column("a", Key, primary_key=True),
    Column("b", Key, primary_key=True),
    Column("verdict", String, nullable=False),
    Column("score", Float, nullable=False),
    Column("why", Text, nullable=False),
    Column("turned", Boolean, nullable=False, comment="whether this is the row from the second node to the first"),
    sqlite_with_rowid=False,
    comment="decisions between two nodes",
)
link_clusters = Table(
    "link_clusters",
    metadata,
    Column("kind", Key, primary_key=True),
    Column("node", Key, primary_key=True),
    Column("cluster", Key, nullable=False, comment="the first node of the cluster"),
    comment="which nodes are one",
)
link_judgements = Table(
    "link_judgements",
    metadata,
    Column("kind", Key, primary_key=True),
    Column("a", Key, primary_key=True),
    Column("b", Key, primary_key=True),
    Column("correction_id", Key, primary_key=True),
    Column("same", Boolean, nullable=False),
    comment="what people decided of two nodes; goes before link_edges",
)
link_changed = Table(
    "link_changed",
    metadata,
    Column("kind", Key, primary_key=True),
    Column("first", Key, primary_key=True),
    comment="first nodes of clusters whose answers are still to be made anew; empty but for while many reports are read",
)

Index("link_members_by_node", link_members.c.kind, link_members.c.node)
Index("link_members_by_report", link_members.c.report_id)
Index("link_clusters_by_cluster", link_clusters.c.kind, link_clusters.c.cluster)
Index("link_judgements_by_second", link_judgements.c.kind, link_judgements.c.b)
