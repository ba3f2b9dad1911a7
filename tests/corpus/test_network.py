"""Who speaks of whom: shares with what they are shares of, and the file that Gephi reads."""

from xml.etree import ElementTree

from archive.corpus.network import Actor, Edge, Year, edges
from archive.render.network import graphml, network_parts

ADA, ORSK, NORWAY = (
    Actor("ada-vex", "Ada Vex", "person"),
    Actor("lena-orsk", "Lena “Lo” Orsk & Co", "person"),
    Actor("norway", "Norway", "country"),
)
ACTORS = {1: ADA, 2: ORSK, 3: NORWAY}
XML = "{http://graphml.graphdrawing.org/xmlns}"


def found() -> list[Edge]:
    named = {(1, 2, 2021): 1, (1, 2, 2022): 3, (1, 3, 2022): 2, (2, 3, None): 1}
    return edges(named, {(1, 2021): 10, (1, 2022): 6, (1, 2023): 4, (2, None): 2}, ACTORS)


def test_pairs_are_shares_of_all_that_a_speaker_said_and_years_of_that_year() -> None:
    assert found() == [
        Edge(ADA, ORSK, 4, 20, (Year(2021, 1, 10), Year(2022, 3, 6))),
        Edge(ADA, NORWAY, 2, 20, (Year(2022, 2, 6),)),
        Edge(ORSK, NORWAY, 1, 2, (Year(None, 1, 2),)),
    ]
    assert [edge.share for edge in found()] == [0.2, 0.1, 0.5]
    assert [one.share for one in found()[0].years] == [0.1, 0.5]


def test_parts_hold_the_pairs_and_their_years() -> None:
    pairs, years = network_parts(found(), None)

    assert [(row["speaker"], row["statements"], row["of"]) for row in pairs.rows] == [
        ("Ada Vex", 4, 20),
        ("Ada Vex", 2, 20),
        ("Lena “Lo” Orsk & Co", 1, 2),
    ]
    assert [(row["year"], row["statements"], row["of"]) for row in years.rows][:2] == [
        (2021, 1, 10),
        (2022, 3, 6),
    ]


def test_graphml_holds_names_and_weights() -> None:
    graph = ElementTree.fromstring("".join(graphml(found(), by_year=False)))
    keys = {key.attrib["id"]: key.attrib["attr.name"] for key in graph.iter(f"{XML}key")}
    edge = next(graph.iter(f"{XML}edge"))
    names = [node.findtext(f"{XML}data") for node in graph.iter(f"{XML}node")]

    assert names == ["Ada Vex", "Lena “Lo” Orsk & Co", "Norway"]
    assert (edge.attrib["source"], edge.attrib["target"]) == ("ada-vex", "lena-orsk")
    assert {keys[data.attrib["key"]]: data.text for data in edge} == {
        "statements": "4",
        "of": "20",
        "share": "0.2",
    }


def test_graphml_by_year_has_an_edge_a_year() -> None:
    graph = ElementTree.fromstring("".join(graphml(found(), by_year=True)))
    edges = [{data.attrib["key"]: data.text for data in one} for one in graph.iter(f"{XML}edge")]

    assert [edge.get("year") for edge in edges] == ["2021", "2022", "2022", None]
