"""The tables of a data package, and articles as their rows: pure, in both directions.

``data/package.toml`` names tables and columns, with the column of the schema that describes each.
"""

from archive.package.articles import chosen, record_of, rows_of
from archive.package.tables import Column, Row, Table, tables

__all__ = [
    "DESCRIPTOR",
    "MARK",
    "Column",
    "Row",
    "Table",
    "chosen",
    "record_of",
    "rows_of",
    "tables",
]

DESCRIPTOR = "datapackage.json"
MARK = "statement-archive"
"""What the descriptor of a package of ours has as a property: the version of its form."""
