"""Europresse's pages: of now, of before 2013, and with a charset that they wrongly declare."""

from pathlib import Path

from tests.read.exports.makers import Told


def article(publisher: str, header: str, title: str, *words: str, prefix: str = "") -> str:
    """An article of a page since 2013."""
    paragraphs = "".join(f"<p>{one}</p>" for one in words)
    return (
        f'<article><header><div class="rdp__DocPublicationName"><span class="{prefix}'
        f'DocPublicationName">{publisher}</span></div><div><span class="DocHeader">{header}</span>'
        '</div><div class="titreArticle"><p class="sm-margin-bottomNews">Ville</p>'
        f'<p class="titreArticleVisu rdp__articletitle">{title}</p></div></header>'
        '<section><div class="sm-margin-TopNews titreArticleVisu docAuthors">'
        "Anne Dubois et Luc Morel</div>"
        f'<div class="docOcurrContainer">{paragraphs}</div></section>'
        '<footer><div id="divPubliC" class="publiC"><div>Certificat émis le 5 juillet 2019 à '
        'HOUSE 39</div><span id="PubliC_lblNodoc">news·20060314·FA·0q1503_12</span></div></footer>'
        "</article>"
    )


def test_pages(tmp_path: Path) -> None:
    body = article("Le Fanal, no. 5968", "Une, mardi 14 mars 2006, p. 16", "Le port ferme à l'été",
                   "Le port ferme, dit le <b>maire</b>.", "Rien ne part.")  # fmt: skip
    body += article("Le Matin (site web)", "mercredi 15 mars 2006 - 08:30", "Du pain", "Du pain.")
    head = '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">'
    told = Told(tmp_path, "a.html", f"<html><head>{head}</head><body>{body}".encode())
    assert told.given("title", "publisher", "published", "section", "author") == [
        ("Le port ferme à l'été", "Le Fanal", "2006-03-14", "Une", "Anne Dubois; Luc Morel"),
        ("Du pain", "Le Matin", "2006-03-15 08:30", None, "Anne Dubois; Luc Morel"),
    ]
    assert told.bodies == [["Le port ferme, dit le maire.", "Rien ne part."], ["Du pain."]]
    assert told.given("id")[0] == "europresse:news·20060314·FA·0q1503_12"
    assert told.notes == ["Europresse, 2 of 2 articles"]


def test_tables_of_before_2013(tmp_path: Path) -> None:
    def old(title: str, words: str) -> str:
        return (
            '<table id="tbHeaderImages"><tr><td id="celPublication">Le Fanal</td></tr></table>'
            '<table><tr><td><span class="DocHeader">Une, mardi 14 mars 2006, p. 1</span></td></tr>'
            f'<tr><td><span class="TitreArticleVisu">{title}</span></td></tr>'
            f'<tr><td><div class="docOcurrContainer">{words}<br><br>Rien ne part.</div></td></tr>'
            "</table>"
        )

    data = f"<html><body>{old('Le port', 'Le port ferme.')}{old('Le pain', 'Du pain.')}</body>"
    told = Told(tmp_path, "a.html", data.encode())
    assert told.given("title", "publisher", "published") == [
        ("Le port", "Le Fanal", "2006-03-14"),
        ("Le pain", "Le Fanal", "2006-03-14"),
    ]
    assert told.bodies == [["Le port ferme.", "Rien ne part."], ["Du pain.", "Rien ne part."]]
