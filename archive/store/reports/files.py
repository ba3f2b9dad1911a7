"""Articles by the names of the files that they were read from."""

from pathlib import PurePath

from sqlalchemy import Connection

ELLIPSIS = "….*"


def article_of_file(connection: Connection, text: str) -> str | None:
    """Return the article whose file's name begins so, "002" or "002…"; None unless it is one."""
    named = {*files_beginning(connection, text).values()}
    return named.pop() if len(named) == 1 else None


def files_beginning(connection: Connection, text: str) -> dict[str, str]:
    """Return the articles by the paths of files whose names begin so."""
    beginning = text.strip().rstrip(ELLIPSIS)
    if not beginning or any(mark in beginning for mark in ' ":()'):
        return {}
    escaped = beginning.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    rows = connection.exec_driver_sql(
        "SELECT d.path, a.uid FROM documents AS d JOIN articles AS a ON a.id = d.article_id"
        " WHERE d.path LIKE ? ESCAPE '\\'",
        (f"%{escaped}%",),
    )
    return {path: uid for path, uid in rows if PurePath(path).name.startswith(beginning)}
