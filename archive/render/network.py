"""Who speaks of whom, as a table, as rows for programs, and as GraphML for Gephi, yEd or networkx.

GraphML: graphml.graphdrawing.org, the format that these read with attributes. What XML can't hold
is left out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from archive.corpus.network import Actor, Edge
from archive.render.report import Part, Row, percent
from archive.render.safe import one_line, safe
from archive.render.table import Column

COLUMNS = (
    Column("SPEAKER", "speaker"),
    Column("SPEAKS OF", "mentioned"),
    Column("STATEMENTS", "statements", number=True),
    Column("OF", "of", number=True),
    Column("SHARE", "_share", number=True),
)
YEARS = (Column("YEAR", "year"), *COLUMNS)

ATTRIBUTES = (
    ("name", "node", "string"),
    ("kind", "node", "string"),
    ("statements", "edge", "int"),
    ("of", "edge", "int"),
    ("share", "edge", "double"),
    ("year", "edge", "int"),
)


def network_parts(edges: Sequence[Edge], most: int | None) -> list[Part]:
    """Return the pairs, and the same year by year with what each share is a share of."""
    pairs = [_row(edge, edge.statements, edge.of, edge.share) for edge in edges]
    years = [
        {"year": one.year, **_row(edge, one.statements, one.of, one.share)}
        for edge in edges
        for one in edge.years
    ]
    note = "OF counts all statements of the speaker that the query finds, in that year below."
    return [
        Part("pairs", f"{len(edges):,} pairs", COLUMNS, pairs, note=note, most=most),
        Part("years", "Year by year", YEARS, years, most=most),
    ]


def graphml(edges: Sequence[Edge], *, by_year: bool) -> Iterator[str]:
    """Yield a directed graph: an edge a pair, or a pair and year, weighted by statements."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for name, where, kind in ATTRIBUTES:
        yield f'  <key id="{name}" for="{where}" attr.name="{name}" attr.type="{kind}"/>\n'
    yield '  <graph id="who-speaks-of-whom" edgedefault="directed">\n'
    actors = {one.uid: one for edge in edges for one in (edge.speaker, edge.mentioned)}
    yield from map(_node, actors.values())
    for edge in edges:
        if not by_year:
            yield _edge(edge, {"statements": edge.statements, "of": edge.of, "share": edge.share})
        for one in edge.years if by_year else ():
            data = {"statements": one.statements, "of": one.of, "share": one.share}
            yield _edge(edge, data | ({"year": one.year} if one.year else {}))
    yield "  </graph>\n</graphml>\n"


def _row(edge: Edge, statements: int, of: int, share: float) -> Row:
    return {
        "speaker": edge.speaker.name,
        "mentioned": edge.mentioned.name,
        "mentioned_kind": edge.mentioned.kind,
        "statements": statements,
        "of": of,
        "share": share,
        "_share": percent(share),
        "speaker_uid": edge.speaker.uid,
        "mentioned_uid": edge.mentioned.uid,
    }


def _node(actor: Actor) -> str:
    data = _data({"name": actor.name, "kind": actor.kind}.items())
    return f"    <node id={quoteattr(actor.uid)}>{data}</node>\n"


def _edge(edge: Edge, data: Mapping[str, int | float]) -> str:
    ends = f"source={quoteattr(edge.speaker.uid)} target={quoteattr(edge.mentioned.uid)}"
    return f"    <edge {ends}>{_data(data.items())}</edge>\n"


def _data(values: Iterable[tuple[str, object]]) -> str:
    return "".join(
        f'<data key="{key}">{escape(safe(one_line(str(value))))}</data>' for key, value in values
    )
