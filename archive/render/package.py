"""A data package on disk: a table a file, with descriptors for Frictionless and Croissant.

Both descriptors are made of the one list of tables. It is written beside its place and moved there
when all of it is whole.
"""

import csv
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from hashlib import file_digest
from pathlib import Path
from typing import Any, Literal, Protocol

from archive.errors import UsageError
from archive.package import DESCRIPTOR, MARK, Column, Row, Table, tables

Form = Literal["csv", "parquet"]
Describe = Callable[[Column], str | None]

FORM = 1
"""The version of tables and columns; where one changes its meaning, this goes up."""

BUFFERED = 20_000
"""Rows of a Parquet file's group: what is held in memory at once."""

_MEDIA = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}
_CROISSANT_TYPES = {"string": "sc:Text", "integer": "sc:Integer", "number": "sc:Float",
                    "boolean": "sc:Boolean", "array": "sc:Text",
                    "json": "sc:Text"}  # fmt: skip


class _Writer(Protocol):
    def write(self, row: Row) -> None: ...
    def close(self) -> None: ...


def write_package(
    folder: Path, rows: Iterable[tuple[str, Row]], describe: Describe, form: Form = "csv"
) -> dict[str, int]:
    """Write rows, each with its table's name, and return how many each table has.

    Raises UsageError where the folder is there and not empty, or for Parquet without pyarrow.
    """
    counts = dict.fromkeys(tables(), 0)
    with _placed(folder) as made:
        with ExitStack() as closing:
            writers = dict[str, _Writer]()
            for name, table in tables().items():
                path = made / f"{name}.{form}"
                writers[name] = _csv(path, table) if form == "csv" else _parquet(path, table)
                closing.callback(writers[name].close)
            for name, row in rows:
                writers[name].write(row)
                counts[name] += 1
        files = {f"{name}.{form}": _facts(made / f"{name}.{form}") for name in tables()}
        _dump(made / DESCRIPTOR, _datapackage(folder.name, files, describe, form))
        _dump(made / "croissant.json", _croissant(folder.name, files, describe, form))
    return counts


@contextmanager
def _placed(folder: Path) -> Iterator[Path]:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} exists already", hint="name a folder that is new or empty")
    made = folder.with_name(f".{folder.name}.{os.getpid()}")
    try:
        made.mkdir(parents=True)
        yield made
        if folder.exists():
            folder.rmdir()
        made.rename(folder)
    except OSError as error:
        raise UsageError(f"{folder} cannot be written: {error.strerror}") from error
    finally:
        shutil.rmtree(made, ignore_errors=True)


class _csv:  # noqa: N801  (made like a function)
    def __init__(self, path: Path, table: Table) -> None:
        self._file = path.open("w", encoding="utf-8", newline="")
        self._columns = table.columns
        # With \r\n behind each row the writer quotes what holds either of the two.
        self._writer = csv.writer(self._file, lineterminator="\r\n")
        self._writer.writerow(column.name for column in table.columns)

    def write(self, row: Row) -> None:
        self._writer.writerow(column.cell(row[column.name]) for column in self._columns)

    def close(self) -> None:
        self._file.close()


class _parquet:  # noqa: N801
    def __init__(self, path: Path, table: Table) -> None:
        try:
            import pyarrow
            from pyarrow.parquet import ParquetWriter
        except ImportError as error:
            raise UsageError(
                "writing Parquet needs the extra parquet (pyarrow)",
                hint="pip install 'statement-archive[parquet]', or write CSV",
            ) from error
        self._pyarrow, self._table, self._rows = pyarrow, table, list[dict[str, Any]]()
        types = {"integer": pyarrow.int64(), "number": pyarrow.float64(),
                 "boolean": pyarrow.bool_()}  # fmt: skip
        self._schema = pyarrow.schema(
            [(one.name, types.get(one.kind, pyarrow.string())) for one in table.columns]
        )
        self._writer = ParquetWriter(path, self._schema)

    def write(self, row: Row) -> None:
        values = {column.name: row[column.name] for column in self._table.columns}
        for column in self._table.columns:
            if column.kind in ("array", "json") and values[column.name] is not None:
                values[column.name] = column.cell(values[column.name])
        self._rows.append(values)
        if len(self._rows) >= BUFFERED:
            self._flush()

    def _flush(self) -> None:
        self._writer.write_table(self._pyarrow.Table.from_pylist(self._rows, self._schema))
        self._rows.clear()

    def close(self) -> None:
        self._flush()
        self._writer.close()


def _facts(path: Path) -> dict[str, Any]:
    with path.open("rb") as stream:
        return {"bytes": path.stat().st_size, "sha256": file_digest(stream, "sha256").hexdigest()}


def _dump(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", "utf-8")


def _slug(name: str) -> str:
    """Return a name as descriptors may have it: small letters, digits, dots and dashes."""
    kept = "".join(c if c.isascii() and (c.isalnum() or c in ".-_") else "-" for c in name.lower())
    return kept.strip("-._") or "archive"


_TITLE = "Archive of statements"
_ABOUT = "Who said what, when and where, with the words and the article of each statement."


def _datapackage(
    name: str, files: Mapping[str, Mapping[str, Any]], describe: Describe, form: Form
) -> dict[str, Any]:
    resources = []
    for table in tables().values():
        path = f"{table.name}.{form}"
        fields = [
            {"name": one.name, "type": "string" if one.kind == "json" else one.kind,
             **({"description": text} if (text := describe(one)) else {})}
            for one in table.columns
        ]  # fmt: skip
        schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
        if table.key:
            schema["primaryKey"] = list(table.key)
        if table.refers:
            schema["foreignKeys"] = [
                {"fields": [column],
                 "reference": {"resource": other, "fields": [key]}}
                for column, target in table.refers.items()
                for other, key in [target.split(".")]
            ]  # fmt: skip
        resources.append(
            {
                "name": table.name,
                "path": path,
                "profile": "tabular-data-resource" if form == "csv" else "data-resource",
                "format": form,
                "mediatype": _MEDIA[form],
                **({"encoding": "utf-8"} if form == "csv" else {}),
                "bytes": files[path]["bytes"],
                "hash": f"sha256:{files[path]['sha256']}",
                "schema": schema,
            }
        )
    return {
        "profile": "tabular-data-package" if form == "csv" else "data-package",
        "name": _slug(name),
        "title": _TITLE,
        "description": _ABOUT,
        MARK: FORM,
        "resources": resources,
    }


def _croissant(
    name: str, files: Mapping[str, Mapping[str, Any]], describe: Describe, form: Form
) -> dict[str, Any]:
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "name": _slug(name),
        "description": _ABOUT,
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": path,
                "name": path,
                "contentUrl": path,
                "contentSize": f"{facts['bytes']} B",
                "encodingFormat": _MEDIA[form] if form == "csv" else "application/x-parquet",
                "sha256": facts["sha256"],
            }
            for path, facts in files.items()
        ],
        "recordSet": [_record_set(table, form, describe) for table in tables().values()],
    }


def _record_set(table: Table, form: Form, describe: Describe) -> dict[str, Any]:
    keys = [{"@id": f"{table.name}/{column}"} for column in table.key]
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        **({"key": keys[0] if len(keys) == 1 else keys} if keys else {}),
        "field": [_field(table, column, form, describe) for column in table.columns],
    }


def _field(table: Table, column: Column, form: Form, describe: Describe) -> dict[str, Any]:
    file = f"{table.name}.{form}"
    target = table.refers.get(column.name)
    return {
        "@type": "cr:Field",
        "@id": f"{table.name}/{column.name}",
        "name": column.name,
        **({"description": text} if (text := describe(column)) else {}),
        "dataType": _CROISSANT_TYPES[column.kind],
        "source": {"fileObject": {"@id": file}, "extract": {"column": column.name}},
        **({"references": {"field": {"@id": target.replace(".", "/")}}} if target else {}),
    }


_CONTEXT: Mapping[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "equivalentProperty": "cr:equivalentProperty",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
"""What Croissant 1.0 prescribes, word for word."""
