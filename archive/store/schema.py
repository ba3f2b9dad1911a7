"""The tables as SQLAlchemy Core sees them; ``migrations/`` creates them and says what they mean.

``alembic check`` fails where the two differ. The indexes of words (``*_fts``, ``inflections``)
and the views are known to the migrations alone.
"""

from sqlalchemy import (
    REAL,
    Column,
    Computed,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData()


def _key() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _text(name: str, *, null: bool = True, default: str | None = None) -> Column[str]:
    shown = None if default is None else text(f"'{default}'")
    return Column(name, Text, nullable=null, server_default=shown)


def _number(name: str, *, null: bool = False, default: int | None = None) -> Column[int]:
    shown = None if default is None else text(str(default))
    return Column(name, Integer, nullable=null, server_default=shown)


def _to(name: str, target: str, *, null: bool = False) -> Column[int]:
    key = ForeignKey(target, onupdate="CASCADE", ondelete="SET NULL" if null else "CASCADE")
    return Column(name, Integer, key, nullable=null)


def _part_of_key(name: str, target: str) -> Column[int]:
    key = ForeignKey(target, onupdate="CASCADE", ondelete="CASCADE")
    return Column(name, Integer, key, primary_key=True)


def _year(date: str) -> Column[int]:
    return Column("year", Integer, Computed(f"CAST(substr({date}, 1, 4) AS INTEGER)"))


def _month(date: str) -> Column[str]:
    return Column("month", Text, Computed(f"substr(nullif({date}, CAST(year AS TEXT)), 1, 7)"))


ingests = Table(
    "ingests",
    metadata,
    _key(),
    _text("started_at", null=False),
    _text("ended_at"),
    _text("version", null=False),
    _text("command", null=False),
    _number("new", default=0),
    _number("unchanged", default=0),
    _number("updated", default=0),
    _number("failed", default=0),
    _text("resume_with"),
    Index(
        "ingests_whole",
        *("started_at", "ended_at", "version", "command", "new", "unchanged", "updated", "failed"),
    ),
)

articles = Table(
    "articles",
    metadata,
    _key(),
    _text("uid", null=False),
    _text("title"),
    _text("published_on"),
    _text("published_precision"),
    _text("published_method"),
    _text("published_time"),
    _text("event_on"),
    _text("event_precision"),
    _text("event_method"),
    _text("place"),
    _text("publisher"),
    _text("editors"),
    _text("authors"),
    _text("captions"),
    _text("url"),
    _text("language"),
    _text("body", null=False),
    _text("paragraphs", null=False),
    _number("words"),
    _year("coalesce(event_on, published_on)"),
    _month("coalesce(event_on, published_on)"),
    _text("analysed_by", null=False),
    _text("origin", null=False, default="machine"),
    _text("forms"),
    _number("checksum", null=True),
    _number("mentions", null=True),
    _text("genre"),
    UniqueConstraint("uid"),
    Index("articles_publisher", "publisher"),
    Index("articles_place", "place"),
)

documents = Table(
    "documents",
    metadata,
    _key(),
    _to("article_id", "articles.id"),
    _text("path", null=False),
    _text("url"),
    _text("sha256", null=False),
    _text("media_type", null=False),
    _text("encoding", null=False),
    _text("encoding_method", null=False),
    _number("size"),
    _text("read_at", null=False),
    Column("ingest_id", Integer, ForeignKey("ingests.id")),
    _number("checksum", null=True),
    Column("copy_id", Integer, ForeignKey("copies.id")),
    _text("number"),
    _text("edition"),
    _text("section"),
    _number("stated_words", null=True),
    UniqueConstraint("path"),
    Index("documents_sha256", "sha256"),
    Index("documents_number", "number", sqlite_where=text("number IS NOT NULL")),
    Index("documents_article", "article_id", "copy_id"),
    Index("documents_copy", "copy_id", sqlite_where=text("copy_id IS NOT NULL")),
)

copies = Table(
    "copies",
    metadata,
    _key(),
    _to("article_id", "articles.id"),
    _text("kind", null=False),
    Column("similarity", REAL, nullable=False),
    Column("replaced", REAL, nullable=False),
    Column("shortened", REAL, nullable=False),
    _text("title"),
    _text("published_on"),
    _text("published_precision"),
    _text("published_method"),
    _text("published_time"),
    _text("event_on"),
    _text("event_precision"),
    _text("event_method"),
    _text("place"),
    _text("publisher"),
    _text("editors"),
    _text("authors"),
    _text("captions"),
    _text("url"),
    _text("language"),
    _text("body", null=False),
    _text("paragraphs", null=False),
    _number("words"),
    _text("analysed_by", null=False),
    _text("origin", null=False),
    _number("checksum", null=True),
    Index("copies_article", "article_id", "kind", "similarity", "replaced", "shortened"),
)

fingerprints = Table(
    "fingerprints",
    metadata,
    Column("fingerprint", Integer, primary_key=True),
    Column("article", Integer, primary_key=True),
)

failures = Table(
    "failures",
    metadata,
    _key(),
    Column("ingest_id", Integer, ForeignKey("ingests.id")),
    _text("path", null=False),
    _text("reason", null=False),
    _text("error_class", null=False),
    _text("failed_at", null=False),
    _text("resolved_at"),
    Index("failures_open", "path", unique=True, sqlite_where=text("resolved_at IS NULL")),
    Index(
        "failures_whole",
        *("path", "reason", "error_class", "failed_at", "resolved_at", "ingest_id"),
    ),
)

speakers = Table(
    "speakers",
    metadata,
    _key(),
    _text("uid", null=False),
    _text("name", null=False),
    _text("kind", null=False),
    _number("statements", default=0),
    _text("first_said_on"),
    _text("last_said_on"),
    _text("origin", null=False, default="text"),
    _text("wikidata"),
    UniqueConstraint("uid"),
    Index("speakers_name", "name", "uid", "kind", "origin"),
)

speaker_names = Table(
    "speaker_names",
    metadata,
    _part_of_key("speaker_id", "speakers.id"),
    Column("name", Text, primary_key=True),
    _text("from_on"),
    _text("until_on"),
    _text("origin", null=False, default="text"),
    _text("reason"),
    Index("speaker_names_name", "name", "speaker_id", "from_on", "until_on", "origin", "reason"),
)

name_exclusions = Table(
    "name_exclusions",
    metadata,
    _key(),
    _text("name", null=False),
    _text("speaker_uid", null=False),
    _text("made_at", null=False),
    _text("undone_at"),
    Index(
        "name_exclusions_standing",
        *("name", "speaker_uid"),
        unique=True,
        sqlite_where=text("undone_at IS NULL"),
    ),
    Index("name_exclusions_whole", "name", "speaker_uid", "made_at", "undone_at"),
)

roles = Table(
    "roles",
    metadata,
    _key(),
    _to("speaker_id", "speakers.id"),
    _text("title", null=False),
    _text("of"),
    _text("seen_from"),
    _text("seen_until"),
    _text("origin", null=False, default="text"),
    Index("roles_speaker", "speaker_id", "title", "of", "seen_from", "seen_until", "origin"),
)

statements = Table(
    "statements",
    metadata,
    _key(),
    _text("uid", null=False),
    _to("article_id", "articles.id"),
    _number("position"),
    _text("text", null=False),
    _number("start"),
    _number("end"),
    _text("spans"),
    _text("speaker_text"),
    _number("speaker_start", null=True),
    _number("speaker_end", null=True),
    _text("cue"),
    _number("cue_start", null=True),
    _number("cue_end", null=True),
    _text("cue_lemma"),
    _text("cue_class"),
    _text("quotation", null=False),
    _number("implicit"),
    _number("headline"),
    _number("collective"),
    _text("rule"),
    Column("confidence", REAL, nullable=False),
    _text("speaker_method", null=False),
    Column("speaker_confidence", REAL, nullable=False),
    _text("said_on"),
    _text("said_precision"),
    _text("said_method"),
    _year("said_on"),
    _month("said_on"),
    _number("paragraph"),
    _number("continues", null=True),
    _number("answers", null=True),
    _text("origin", null=False, default="machine"),
    _text("kind", null=False, default="statement"),
    _text("forms"),
    _number("checksum", null=True),
    UniqueConstraint("uid"),
    Index("statements_article", "article_id", "position"),
)

statement_speakers = Table(
    "statement_speakers",
    metadata,
    _part_of_key("statement_id", "statements.id"),
    _part_of_key("speaker_id", "speakers.id"),
    _number("position"),
    _to("role_id", "roles.id", null=True),
    Index("statement_speakers_speaker", "speaker_id", "statement_id", "position", "role_id"),
    Index("statement_speakers_role", "role_id", sqlite_where=text("role_id > 0")),
)

statement_mentions = Table(
    "statement_mentions",
    metadata,
    _part_of_key("statement_id", "statements.id"),
    Column("start", Integer, primary_key=True),
    _number("end"),
    _to("speaker_id", "speakers.id"),
    _to("role_id", "roles.id", null=True),
    Index("statement_mentions_speaker", "speaker_id", "statement_id", "start", "end", "role_id"),
    Index("statement_mentions_role", "role_id", sqlite_where=text("role_id > 0")),
)

article_people = Table(
    "article_people",
    metadata,
    _part_of_key("article_id", "articles.id"),
    _part_of_key("speaker_id", "speakers.id"),
    _text("part", null=False),
    Index("article_people_speaker", "speaker_id", "article_id", "part"),
)

removed_lines = Table(
    "removed_lines",
    metadata,
    _part_of_key("article_id", "articles.id"),
    Column("position", Integer, primary_key=True),
    _text("reason", null=False),
    _text("text", null=False),
)

topics = Table(
    "topics",
    metadata,
    _key(),
    _text("slug", null=False),
    _text("label", null=False),
    _to("parent_id", "topics.id", null=True),
    _text("definition"),
    _text("iptc"),
    _text("eurovoc"),
    _number("statements", default=0),
    _text("origin", null=False, default="shipped"),
    _text("cap"),
    _text("belongs"),
    _text("excluded"),
    _text("example"),
    UniqueConstraint("slug"),
    Index(
        "topics_parent",
        *("parent_id", "slug", "label", "definition", "iptc", "eurovoc", "origin"),
    ),
)

topic_terms = Table(
    "topic_terms",
    metadata,
    _key(),
    _to("topic_id", "topics.id"),
    _text("term", null=False),
    _text("kind", null=False, default="phrase"),
    UniqueConstraint("topic_id", "term", "kind"),
)

statement_topics = Table(
    "statement_topics",
    metadata,
    _part_of_key("statement_id", "statements.id"),
    _part_of_key("topic_id", "topics.id"),
    _text("term", null=False),
    Column("start", Integer, primary_key=True),
    _number("end"),
    _text("place", null=False, default="statement"),
    Column("score", REAL, nullable=False, server_default="1.0"),
    Index("statement_topics_topic", "topic_id", "statement_id", "start", "end"),
)

corrections = Table(
    "corrections",
    metadata,
    _key(),
    _number("command"),
    _text("made_at", null=False),
    _text("made_by"),
    _text("reason"),
    _text("tool"),
    _text("article_uid"),
    _text("statement_uid"),
    _text("speaker_uid"),
    _text("field", null=False),
    _text("machine_value"),
    _text("value"),
    _text("before"),
    _text("quote"),
    _text("prefix"),
    _text("suffix"),
    _number("start", null=True),
    _text("undone_at"),
    Index("corrections_article", "article_uid", sqlite_where=text("undone_at IS NULL")),
    Index("corrections_command", "command"),
    Index(
        "corrections_whole",
        *("article_uid", "statement_uid", "speaker_uid", "field", "command", "made_at"),
        *(
            "made_by",
            "reason",
            "tool",
            "machine_value",
            "value",
            "before",
            "quote",
            "prefix",
            "suffix",
            "start",
        ),
        "undone_at",
    ),
)

edits = Table(
    "edits",
    metadata,
    _key(),
    _text("uid", null=False),
    _text("field", null=False),
    _text("before", null=False),
    _text("after", null=False),
    _text("edited_at", null=False),
    Index("edits_whole", "uid", "field", "before", "after", "edited_at"),
)

searches = Table(
    "searches",
    metadata,
    _key(),
    _text("name", null=False),
    _text("query", null=False),
    _text("unit", null=False),
    _text("saved_at", null=False),
    _text("looked_at", null=False),
    UniqueConstraint("name"),
    Index("searches_whole", "name", "query", "unit", "saved_at", "looked_at"),
)

search_hits = Table(
    "search_hits",
    metadata,
    _part_of_key("search_id", "searches.id"),
    Column("uid", Text, primary_key=True),
    Index("search_hits_uid", "uid"),
)
