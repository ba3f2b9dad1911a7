"""A chart is well-formed, whatever its query holds."""

from xml.etree import ElementTree

from archive.render.chart import Chart, Dot, Line, svg


def test_a_control_character_leaves_the_chart_well_formed() -> None:
    chart = Chart("a\x1b[31m <b> & \x00", "share\x07", (Line("x\x08", (Dot("2022", 0.5),)),))

    root = ElementTree.fromstring(svg(chart))

    assert root[0].text == "a\ufffd[31m <b> & \ufffd"
