"""The tables of the catalogue (SQLAlchemy Core, SQLite and PostgreSQL).

Everything here is a projection of vault and custody log and carries a schema number: when the
number changes, the catalogue is rebuilt, not migrated. Times are RFC 3339 in UTC.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, MetaData, String, Table, Text

SCHEMA = 15

metadata = MetaData()

meta = Table(
    "meta", metadata,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)  # fmt: skip

entry = Table(
    "entry", metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("type", String, nullable=False),
    Column("at", String, nullable=False),
    Index("entry_by_type", "type", "number"),
)  # fmt: skip

entry_item = Table(
    "entry_item", metadata,
    Column("item", String, primary_key=True),
    Column("number", Integer, ForeignKey("entry.number"), primary_key=True),
)  # fmt: skip

stamp = Table(
    "stamp", metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("authority", String, nullable=False),
    Column("size", Integer, nullable=False),
    Column("time", String, nullable=False),
)  # fmt: skip

item = Table(
    "item", metadata,
    Column("ref", String, primary_key=True),
    Column("sha256", String, nullable=False),
    Column("blake3", String, nullable=False),
    Column("size", Integer, nullable=False),
    Column("name", String),
    Column("source", String),
    Column("collector", String),
    Column("purpose", String),
    Column("method", String),
    Column("consent", String),
    Column("acquired_at", String, nullable=False),
    Column("acquired_entry", Integer, nullable=False),
    Column("state", String, nullable=False),
    Column("reason", String),
    Column("media_type", String),
    Column("reading", String),
    Column("code", String),
    Column("tried", String),
    Column("other", String),
    Column("root", String, nullable=False),
    Column("parent", String),
    Column("position", Integer, nullable=False),
    Column("path", String),
    Column("derivation", String),
    Column("start", Integer),
    Column("end", Integer),
    Column("declared", String),
    Column("modified", String),
    Index("item_by_bytes", "sha256"),
    Index("item_by_state", "state", "acquired_entry", "position", "ref"),
    Index("item_by_root", "root"),
    Index("item_by_parent", "parent", "position"),
)  # fmt: skip

occurrence = Table(
    "occurrence", metadata,
    Column("key", String, primary_key=True),
    Column("item", String, ForeignKey("item.ref"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("name", String),
    Column("path", String),
    Column("at", String, nullable=False),
    Column("claimed", Text),
    Column("agrees", Integer),
    Index("occurrence_by_item", "item", "number"),
    Index("occurrence_by_agreement", "agrees"),
    Index("occurrence_by_path", "path"),
)  # fmt: skip

restriction = Table(
    "restriction", metadata,
    Column("item", String, ForeignKey("item.ref"), primary_key=True),
    Column("kind", String, primary_key=True),
    Column("until", String, primary_key=True),
    Column("sha256", String, nullable=False),
    Column("number", Integer, nullable=False),
    Index("restriction_by_bytes", "sha256"),
    Index("restriction_by_number", "number"),
)  # fmt: skip

reading = Table(
    "reading", metadata,
    Column("key", String, primary_key=True),
    Column("original", String, nullable=False),
    Column("derivative", String, nullable=False),
    Column("facts", String),
    Column("state", String, nullable=False),
    Column("media_type", String, nullable=False),
    Column("title", String),
    Column("language", String),
    Column("characters", Integer, nullable=False),
    Column("children", Integer, nullable=False),
    Column("notices", String, nullable=False),
    Column("number", Integer, nullable=False),
    Index("reading_by_original", "original", "number"),
)  # fmt: skip

fact = Table(
    "fact", metadata,
    Column("reading", String, ForeignKey("reading.key"), primary_key=True),
    Column("kind", String, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("id", String, nullable=False),
    Column("original", String, nullable=False),
    Column("title", String),
    Column("language", String),
    Column("line", Text, nullable=False),
    Index("fact_by_original", "original", "kind", "position"),
)  # fmt: skip

likeness = Table(
    "likeness", metadata,
    Column("mark", BigInteger, primary_key=True, autoincrement=False),
    Column("reading", String, ForeignKey("reading.key"), nullable=False),
    Column("original", String, nullable=False),
    Column("method", String, nullable=False),
    Column("article", Integer),
    Column("shingles", Integer, nullable=False),
    Column("hash", String),
    Index("likeness_by_reading", "reading"),
    Index("likeness_by_method", "method", "mark"),
)  # fmt: skip

band = Table(
    "band", metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("mark", BigInteger, ForeignKey("likeness.mark"), primary_key=True),
    Index("band_by_mark", "mark"),
    sqlite_with_rowid=False,  # it is its own index: half the size, and half the work
)  # fmt: skip

decision = Table(
    "decision", metadata,
    Column("number", Integer, ForeignKey("entry.number"), primary_key=True),
    Column("item", String, nullable=False),
    Column("decision", String, nullable=False),
    Column("fact", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("said", String),
    Column("reading", String),
    Column("mark", String),
    Column("fields", Text),
    Column("made", Text),
    Column("reason", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", String, nullable=False),
    Column("withdrawn", Integer),
    Index("decision_by_item", "item", "number"),
)  # fmt: skip

matter = Table(
    "matter", metadata,
    Column("number", Integer, ForeignKey("entry.number"), primary_key=True),
    Column("key", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("members", Text, nullable=False),
    Column("cites", Integer, nullable=False),
    Column("conditions", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", String, nullable=False),
    Column("withdrawn", Integer),
    Index("matter_by_key", "key", "number"),
)  # fmt: skip

cite = Table(
    "cite", metadata,
    Column("number", Integer, ForeignKey("entry.number"), primary_key=True),
    Column("matter", Integer, nullable=False),
    Column("item", String, nullable=False),
    Column("fact", String),
    Column("reading", String),
    Column("char_start", Integer),
    Column("char_end", Integer),
    Column("quote", Text),
    Column("published", String),
    Index("cite_by_matter", "matter", "number"),
    Index("cite_by_item", "item", "number"),
)  # fmt: skip

watch = Table(
    "watch", metadata,
    Column("number", Integer, ForeignKey("entry.number"), primary_key=True),
    Column("watch", String, nullable=False),
    Column("url", Text, nullable=False),
    Column("every", Integer, nullable=False),
    Column("risk", String, nullable=False),
    Column("profile", String, nullable=False),
    Column("note", Text),
    Column("source", Text),
    Column("collector", Text),
    Column("purpose", Text),
    Column("consent", Text),
    Column("restrictions", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", String, nullable=False),
    Column("ended", Integer),
    Column("ended_at", String),
    Column("reason", Text),
    Index("watch_by_name", "watch"),
)  # fmt: skip

look = Table(
    "look", metadata,
    Column("number", Integer, ForeignKey("entry.number"), primary_key=True),
    Column("watch", String, nullable=False),
    Column("item", String),
    Column("compared", String),
    Column("outcome", String, nullable=False),
    Column("state", String),
    Column("measures", Text, nullable=False),
    Column("at", String, nullable=False),
    Index("look_by_watch", "watch", "number"),
    Index("look_by_item", "item"),
)  # fmt: skip

analysis = Table(
    "analysis", metadata,
    Column("item", String, ForeignKey("item.ref"), primary_key=True),
    Column("reading", String, nullable=False),
    Column("recipes", String, nullable=False),
    Column("marks", Text),
    Column("failed", Integer, nullable=False),
    Column("code", String),
    Column("reason", String),
    Column("number", Integer, nullable=False),
    Index("analysis_by_recipes", "recipes", "failed", "number", "item"),
)  # fmt: skip

observed = Table(
    "observed", metadata,
    Column("mark", BigInteger, primary_key=True, autoincrement=False),
    Column("key", String, nullable=False),
    Column("reading", String, nullable=False),
    Column("step", String, nullable=False),
    Column("derivative", String),
    Column("number", Integer, nullable=False),
    Index("observed_by_reading", "reading", "mark"),
)  # fmt: skip

observation = Table(
    "observation", metadata,
    Column("mark", BigInteger, ForeignKey("observed.mark"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("fact", BigInteger, nullable=False),
    Index("observation_by_fact", "fact"),
    sqlite_with_rowid=False,
)  # fmt: skip

check = Table(
    "check_made", metadata,
    Column("number", Integer, ForeignKey("entry.number"), primary_key=True),
    Column("scope", String, nullable=False),
    Column("entries", Integer, nullable=False),
    Column("of_log", Integer, nullable=False),
    Column("problems", Integer, nullable=False),
)  # fmt: skip

checked = Table(
    "checked", metadata,
    Column("number", Integer, ForeignKey("check_made.number"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("room", String, nullable=False),
    Column("first", String, nullable=False),
    Column("last", String, nullable=False),
    Column("length", Integer),
)  # fmt: skip
