"""What a data package holds beside its articles: documents, people, topics, and descriptions."""

from collections.abc import Collection, Iterator, Mapping
from sqlite3 import Connection

from archive.package import Column, Row
from archive.store.search.request import Request, plan, rows
from archive.store.sql import json_list, mappings
from archive.store.upkeep.metadata import described


def articles_with(connection: Connection, request: Request) -> dict[str, set[str]]:
    """Return the articles in which statements are found, the oldest first, with these (uids)."""
    found: dict[str, set[str]] = {}
    for row in rows(connection, plan(connection, request)):
        found.setdefault(row["article"], set()).add(row["uid"])
    return found


def documents_of(connection: Connection, article: str) -> Iterator[Row]:
    """Yield the documents of an article; ``copy`` numbers its copies from 1.

    Folders of this machine stay behind: a path is the article and the file's name.
    """
    taken = set[str]()
    for row in mappings(connection.execute(_DOCUMENTS, (article,))):
        path, number = short_path(article, row["path"]), 1
        while path in taken:
            number += 1
            path = f"{short_path(article, row['path'])} ({number})"
        taken.add(path)
        is_file = (row["url"] or "").startswith("file:")
        yield {**row, "path": path, "article": article, "url": None if is_file else row["url"]}


def short_path(article: str, path: str) -> str:
    """Return a path without folders, behind its article; one that is so already stays."""
    outer, inside, member = path.partition("!/")
    name = outer if path.startswith("stdin:") else outer.replace("\\", "/").rpartition("/")[2]
    return f"{article}/{name}{inside}{member}"


def speakers_of(connection: Connection, uids: Collection[str] | None) -> Iterator[tuple[str, Row]]:
    """Yield speakers (all, or those of the uids) with their names and roles, by table."""
    wanted = None if uids is None else json_list(sorted(uids))
    for table, query in _PEOPLE.items():
        for row in mappings(connection.execute(query, {"wanted": wanted})):
            yield table, row


def topics_of(connection: Connection) -> Iterator[tuple[str, Row]]:
    """Yield topics and their terms, by table."""
    for table, query in _TOPICS.items():
        for row in mappings(connection.execute(query)):
            yield table, row


def descriptions(connection: Connection) -> Mapping[str, str]:
    """Return what the columns of the schema hold: "articles.title" -> its comment."""
    return {
        f"{table}.{column}": text
        for table, columns in described(connection).items()
        for column, text in columns.items()
    }


def description(column: Column, known: Mapping[str, str]) -> str | None:
    """Return what a column holds, in the words of the schema where it is one of it."""
    is_reference = "." in column.source and " " not in column.source
    return known.get(column.source) if is_reference else column.source


_DOCUMENTS = """
SELECT d.path, (SELECT count(*) FROM copies AS c WHERE c.article_id = a.id AND c.id <= d.copy_id)
    * iif(d.copy_id IS NULL, NULL, 1) AS copy,
    d.url, d.sha256, d.media_type, d.encoding, d.encoding_method, d.size, d.number, d.edition,
    d.section, d.stated_words
FROM documents AS d JOIN articles AS a ON a.id = d.article_id
WHERE a.uid = ? ORDER BY d.copy_id IS NOT NULL, d.copy_id, d.id"""

_WANTED = "(:wanted IS NULL OR p.uid IN (SELECT value FROM json_each(:wanted)))"

_PEOPLE = {
    "speakers": "SELECT p.uid AS speaker, p.name, p.kind, p.origin, p.wikidata, p.statements"
    f" FROM speakers AS p WHERE {_WANTED} ORDER BY p.uid",
    "names": "SELECT p.uid AS speaker, n.name, n.from_on, n.until_on, n.origin, n.reason"
    " FROM speaker_names AS n JOIN speakers AS p ON p.id = n.speaker_id"
    f" WHERE {_WANTED} ORDER BY p.uid, n.name",
    "roles": "SELECT p.uid AS speaker, r.title, r.of, r.seen_from, r.seen_until, r.origin"
    " FROM roles AS r JOIN speakers AS p ON p.id = r.speaker_id"
    f" WHERE {_WANTED} ORDER BY p.uid, r.id",
}

_TOPICS = {
    "topics": "SELECT t.slug AS topic, t.label, u.slug AS parent, t.definition, t.iptc, t.eurovoc,"
    " t.cap, t.belongs, t.excluded, t.example, t.origin"
    " FROM topics AS t LEFT JOIN topics AS u ON u.id = t.parent_id ORDER BY t.slug",
    "terms": "SELECT t.slug AS topic, x.term, x.kind FROM topic_terms AS x"
    " JOIN topics AS t ON t.id = x.topic_id ORDER BY t.slug, x.term, x.kind",
}
