"""Who speaks: each case is a text with its mentions in brackets, and the names they mean."""

import pytest

from archive.extract.speakers.resolve import resolve
from archive.vocabulary import default_vocabulary
from tests.extract.scenes import resolved, scene, speakers

MEETING = "President Ann Lee of Canada met with Prime Minister Bo Carr of Ghana in Oslo. "
TALKS = (
    "Chinese Premier Zhou Wen held talks with Belarusian Prime Minister Oleg Sidorov on Friday. "
)

NAMES = [
    ("body behind its noun", "[Environment group Open River] said", "Open River"),
    ("picked out of a group", "[One of them, Ada Bruun], said", "Ada Bruun"),
    ("surname", "Anna Berg came. [Berg] said", "Anna Berg"),
    ("family name first", "Premier Zhou Wen came. [Zhou] said", "Zhou Wen"),
    ("family name first, unknown to the list", "Tsering Dolma came. [Tsering] said",
     "Tsering Dolma"),
    ("three Chinese syllables", "Ouyang met Zhang Jianguo. [Zhang] said", "Zhang Jianguo"),
    ("Korean", "Kim Min Jun came. [Kim] said", "Kim Min Jun"),
    ("title before surname", "President Anna Berg came. [President Berg] said", "Anna Berg"),
    ("country and title", "[Chinese President Zhou Wen] said. [Zhou] said", "Zhou Wen; Zhou Wen"),
    ("later form is fuller", "[President Brown] said. Peter J. Brown, Jr. left.",
     "Peter J. Brown, Jr."),
    ("short given name", "Joe Brown came. Joseph P. Brown left. [Brown] said", "Joseph P. Brown"),
    ("accent dropped", "Premier Émile Özdemir came. [Ozdemir] said", "Émile Özdemir"),
    ("particles", "Ursula van der Berg came. [Van der Berg] said", "Ursula van der Berg"),
    ("Arabic", "Sheikh Salim bin Khalid Al Noor came. [Sheikh Salim] said",
     "Salim bin Khalid Al Noor"),
    ("double surname, both", "President Juan Pérez Molina came. [Pérez Molina] said",
     "Juan Pérez Molina"),
    ("double surname, first", "President Juan Pérez Molina came. [Pérez] said",
     "Juan Pérez Molina"),
    ("apostrophe", "Sean O’Hara came. [O'Hara] said", "Sean O’Hara"),
    ("hyphen", "Marie Saint-Clair came. [Ms. Saint-Clair] said", "Marie Saint-Clair"),
    ("king", "His Majesty King Rashid II of Jordan came. [King Rashid] said", "Rashid II"),
    ("senator with party", "Sen. Tim Oakes (D-Va.) came. [Oakes] said", "Tim Oakes"),
    ("given name", "Thank you, Karine. Karine Dubois smiled. [Karine] said", "Karine Dubois"),
    ("all capitals", "PETER OAKES came. [Oakes] said", "Peter Oakes"),
    ("nickname in the name", "Minister Benjamin (Benny) Roth came. [Roth] said", "Benjamin Roth"),
    ("apposition before", "[a spokesman, Hal Oakes,] said", "Hal Oakes"),
    ("apposition behind", "[Hal Oakes, a spokesman for Senator Tim Kay,] said", "Hal Oakes"),
    ("relative clause", "[Hal Oakes, who runs Acme,] said", "Hal Oakes"),
    ("description", "[Kay campaign manager Hal Oakes] said", "Hal Oakes"),
    ("owner before", "[Kay’s campaign manager, Hal Oakes,] said", "Hal Oakes"),
    ("president of a country", "[President of Russia Vladimir Roth] said", "Vladimir Roth"),
    ("ministry of", "[Ministry of Commerce spokesperson Mao Lan] said", "Mao Lan"),
    ("supporters of", "[Supporters of candidate Bo Carr] said", "Supporters of candidate Bo Carr"),
    ("portfolio", "[Secretary of State Anthony Roth] said. [Roth] said",
     "Anthony Roth; Anthony Roth"),
    ("long office", "[The Office of Trade’s (OOT) Director, Sara Roth,] said. [Director Roth] said",
     "Sara Roth; Sara Roth"),
    ("unknown name", "[Nehemiah] told the people", "Nehemiah"),
    ("wrapped line", "President Anna\nBerg came. [Berg] said", "Anna Berg"),
]  # fmt: skip

SAME_SURNAME = [
    ("stay two", "Bill Oakes and Hanna Oakes came. [Oakes] said", "Oakes"),
    ("gender decides", "Bill Oakes and Hanna Oakes came. [Ms. Oakes] said", "Hanna Oakes"),
    ("office decides", "Governor Bill Oakes and Senator Hanna Oakes came. [Senator Oakes] said",
     "Hanna Oakes"),
    ("full name decides", "Bill Oakes and Hanna Oakes came. [Bill Oakes] said", "Bill Oakes"),
    ("another office is another person", "Governor Bill Oakes came. [President Oakes] said",
     "Oakes"),
    ("brothers Xi", "Zhou Wen met Zhou Li. [Zhou] said", "Zhou"),
]  # fmt: skip

OFFICES = [
    ("country", TALKS + "[The Chinese premier] said", "Zhou Wen"),
    ("nearest in wording", TALKS + "[The premier] said", "Zhou Wen"),
    ("two words", TALKS + "[The prime minister] said", "Oleg Sidorov"),
    ("in the title", "{Trade to grow -- [premier]} " + TALKS, "Zhou Wen"),
    ("leader", MEETING + "[The Canadian leader] said", "Ann Lee"),
    ("of a country", MEETING + "[The president of Canada] said", "Ann Lee"),
    ("owner", MEETING + "[Ghana’s prime minister] said", "Bo Carr"),
    ("vice president is no president",
     "Vice President Ida Roth met President Bo Carr. [The President] said", "Bo Carr"),
    ("president is no vice president",
     "Vice President Ida Roth met President Bo Carr. [The Vice President] said", "Ida Roth"),
    ("press secretary is no secretary", "Press Secretary Ida Roth came. [The secretary] said",
     "secretary"),
    ("former", "Former President Ida Roth met President Bo Carr. [The former president] said",
     "Ida Roth"),
    ("spokeswoman", "Foreign Ministry spokesperson Mao Lan came. [The spokeswoman] said",
     "Mao Lan"),
    ("not whom the content names",
     "President Ida Roth called. [The President|thanked President Bo Carr for it]", "Ida Roth"),
    ("last one talked of", ("[President Ida Roth] said. [President Bo Carr] said. "
     "[The president] said"), "Ida Roth; Bo Carr; Bo Carr"),
    ("country of a ministry",
     "Foreign Ministry spokesperson Mao Lan came. [The Chinese foreign ministry spokeswoman] said",
     "Mao Lan"),
    ("second of two titles",
     ("[Zhou Wen, general secretary of the Party and Chinese president,] said. "
     "[The Chinese president] said"), "Zhou Wen; Zhou Wen"),
    ("unnamed before", "[A ministry spokesman] said. [The spokesman] said",
     "a ministry spokesman; a ministry spokesman"),
    ("nobody holds it", "Ida Roth came. [The mayor] said", "mayor"),
    ("foreign minister and affairs", ("Foreign Minister Wang Ru came. "
     "[The Minister of Foreign Affairs] said"), "Wang Ru"),
]  # fmt: skip

PRONOUNS = [
    ("he", "[Bo Carr] said. [He] added", "Bo Carr; Bo Carr"),
    ("next paragraph", "[Peter Carr] said.\n\n[He] added", "Peter Carr; Peter Carr"),
    ("gender", "[Anna Berg] said. [Peter Carr] said. [She] added",
     "Anna Berg; Peter Carr; Anna Berg"),
    ("change of speaker", TALKS + "[Zhou] said. [Sidorov], for his part, said. [He] added",
     "Zhou Wen; Oleg Sidorov; Oleg Sidorov"),
    ("subject of the writer", ("[Anna Berg] said. Later Peter Carr left. When Carr came back, "
     "[he] said"), "Anna Berg; Peter Carr"),
    ("whom the content names is not he",
     "Peter Carr met Paul Roth. [Roth] said. [He|that Carr was right]", "Paul Roth; Paul Roth"),
    ("object is not he", "[Peter Carr] told Paul Roth so. [He] added", "Peter Carr; Peter Carr"),
    ("they who met", MEETING + "[They] agreed", "Ann Lee + Bo Carr"),
    ("they who spoke", "Ann Lee met Bo Carr. [Lee and Carr] said. [They] added",
     "Ann Lee + Bo Carr; Ann Lee + Bo Carr"),
    ("they of a group", "[Some analysts] said. [They] added", "some analysts; some analysts"),
    ("it of a body", "[The ministry] said. [It] added", "ministry; ministry"),
    ("who", "Paul Roth, [who] said", "Paul Roth"),
    ("nobody before", "[He] said", "-"),
]  # fmt: skip

GROUPS = [
    ("two leaders", MEETING + "[The two leaders] agreed", "Ann Lee + Bo Carr"),
    ("both sides", MEETING + "[Both sides] agreed", "Ann Lee + Bo Carr"),
    ("both", MEETING + "[Both] noted", "Ann Lee + Bo Carr"),
    ("two presidents", "President Ann Lee met with President Bo Carr. [The two presidents] agreed",
     "Ann Lee + Bo Carr"),
    ("national advisors", ("National Security Advisor Ann Lee spoke with National Security Advisor "
     "Bo Carr. [The National Security Advisors] agreed"), "Ann Lee + Bo Carr"),
    ("adjectives in a title", "{[Canadian, Ghanaian leaders] agree} " + MEETING,
     "Ann Lee + Bo Carr"),
    ("two countries", MEETING + "[Both countries] agreed", "Canada + Ghana"),
    ("countries of the title", "{India-Japan talks} [The two countries] agreed", "India + Japan"),
    ("and", TALKS + "[Zhou and Sidorov] agreed", "Zhou Wen + Oleg Sidorov"),
    ("offices and a group", ("President Ann Lee and Vice President Ida Roth met. "
     "[The President, Vice President, and Senators] agreed"), "Ann Lee + Ida Roth + Senators"),
    ("appositions are no members",
     "[Ann Lee, the president, and Bo Carr, the prime minister,] agreed", "Ann Lee + Bo Carr"),
    ("alongside", MEETING + "[President Lee, alongside 20 partners,] agreed",
     "Ann Lee + 20 partners"),
    ("and inside a name", "[The Food and Drug Administration] said",
     "Food and Drug Administration"),
    ("one office of two words", "[the president and chief executive of Acme] said",
     "president and chief executive of Acme"),
    ("two who issue", ("{Joint Statement by President Ann Lee and President Bo Carr} "
     "[The Presidents] agreed"), "Ann Lee + Bo Carr"),
    ("nobody has met", "[The two leaders] agreed", "two leaders"),
    ("three who met", ("President Ann Lee met with President Bo Carr and Prime Minister Ida Roth. "
     "[The leaders] agreed"), "Ann Lee + Bo Carr + Ida Roth"),
]  # fmt: skip

AS_WRITTEN = [
    ("unnamed", "[A senior official] said", "a senior official"),
    ("group", "[The volunteers] said", "volunteers"),
    ("spokesman for somebody", "Bo Carr came. [A spokesman for Mr. Carr] said",
     "a spokesman for Mr. Carr"),
    ("his spokesman", "[Bo Carr] said. [His spokesman] added", "Bo Carr; his spokesman"),
    ("somebody's office", "Senator Bo Carr came. [Carr's office] said", "Carr's office"),
    ("country", "[The United States] said", "United States"),
    ("capital", "[Moscow] said", "Moscow"),
    ("side", "[The Chinese side] said", "China"),
    ("acronym", "[NATO] said", "NATO"),
    ("agency", "[Xinhua] said", "Xinhua"),
    ("document", "[The communique] said", "communique"),
    ("white house", "[The White House] said", "White House"),
    ("the only ministry", "[The Foreign Ministry] said. [The ministry] added",
     "Foreign Ministry; Foreign Ministry"),
    ("two ministries", "The Foreign Ministry and the Trade Ministry met. [The ministry] said",
     "ministry"),
    ("document named before", "[A new report] said. [The report] added",
     "a new report; a new report"),
    ("place after a comma is no name", "[A voter from Dayton, Ohio,] said",
     "a voter from Dayton, Ohio"),
]  # fmt: skip

TURNS = [
    ("honorific", "{Briefing by Jeffrey Oakes} [MR. OAKES]: Good. [Q]: Why?", "Jeffrey Oakes; Q"),
    ("hyphen", "{Briefing by Press Secretary Karine Saint-Clair} [MS. SAINT-CLAIR]: Good",
     "Karine Saint-Clair"),
    ("two in a title in capitals",
     ("{Briefing By Press Secretary Jen Oakes And Trade Council Director Brian Dee} "
     "[MS. OAKES]: Good. [MR. DEE]: Good"), "Jen Oakes; Brian Dee"),
    ("no full name", "[DR. OAKES]: Good", "Oakes"),
    ("office", "{Remarks by President Carr} [THE PRESIDENT]: Good", "Carr"),
    ("office of the title", ("{Remarks by President Ann Lee} President Bo Carr came.\n"
     "[THE PRESIDENT]: Good"), "Ann Lee"),
    ("office and name", "{Briefing by Secretary of Energy Ida Roth} [SECRETARY ROTH]: Good",
     "Ida Roth"),
    ("outlet", "[CCTV]: Why? [Bloomberg]: Why?", "CCTV; Bloomberg"),
    ("name in small letters", "[Mao Lan]: Good", "Mao Lan"),
    ("unnamed official", "[SENIOR ADMINISTRATION OFFICIAL]: Good",
     "SENIOR ADMINISTRATION OFFICIAL"),
    ("interpreted", "President Bo Carr came.\n[PRESIDENT CARR (as interpreted)]: Good", "Bo Carr"),
    ("answer", "{Foreign Ministry Spokesperson Mao Lan’s Press Conference} [A]: Good", "Mao Lan"),
    ("later paragraphs", "{Briefing by Jeffrey Oakes} [MR. OAKES]: Good. [^]",
     "Jeffrey Oakes; Jeffrey Oakes"),
]  # fmt: skip

ISSUERS = [
    ("by a person", "{Statement by President Ann Lee on Trade} [I]We must act.", "Ann Lee"),
    ("of a person", "{Statement of President Ann Lee on the Passing of Bo Carr} [I]He was good.",
     "Ann Lee"),
    ("chair of a council", "{Statement from CEA Chair Cecilia Roth on Jobs} [I]Good.",
     "Cecilia Roth"),
    ("advisor to somebody",
     "{Remarks by National Security Advisor to the Vice President Dr. Phil Oakes at X} [I]Good.",
     "Phil Oakes"),
    ("two people", "{Joint Statement by President Ann Lee and Taoiseach Sean O’Hara} [I]We agree.",
     "Ann Lee + Sean O’Hara"),
    ("we, the leaders", ("{Joint Leader Statement} [I]Today we, the leaders of Australia, the "
     "United Kingdom, and the United States mark it."),
     "leaders of Australia, the United Kingdom, and the United States"),
    ("two countries", "{China-Belarus Joint Statement} [I]The two sides agree.", "China + Belarus"),
    ("signed", "{Memorandum on Trade} [I]I hereby direct it.\n\n          JOSEPH P. OAKES JR.\n",
     "Joseph P. Oakes Jr."),
    ("proclaimed", "{A Proclamation} [I]Now, I, JOSEPH P. OAKES JR., President, proclaim it.",
     "Joseph P. Oakes Jr."),
    ("an office alone", "{Presidential Message on Freedom} [I]Today we mark it.", "President"),
    ("nobody", "{Minutes} [I]We agree.", "-"),
]  # fmt: skip


def cases(*tables: list[tuple[str, str, str]]) -> pytest.MarkDecorator:
    rows = [pytest.param(text, names, id=name) for table in tables for name, text, names in table]
    return pytest.mark.parametrize(("text", "names"), rows)


@cases(NAMES, SAME_SURNAME)
def test_names(text: str, names: str) -> None:
    assert "; ".join(speakers(text)) == names


@cases(OFFICES)
def test_offices(text: str, names: str) -> None:
    assert "; ".join(speakers(text)) == names


@cases(PRONOUNS)
def test_pronouns(text: str, names: str) -> None:
    assert "; ".join(speakers(text)) == names


@cases(GROUPS)
def test_groups(text: str, names: str) -> None:
    assert "; ".join(speakers(text)) == names


@cases(AS_WRITTEN)
def test_nobody_is_made_up(text: str, names: str) -> None:
    assert "; ".join(speakers(text)) == names


@cases(TURNS)
def test_turns(text: str, names: str) -> None:
    assert "; ".join(speakers(text)) == names


@cases(ISSUERS)
def test_issuers(text: str, names: str) -> None:
    assert "; ".join(speakers(text)) == names


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[Anna Berg] said", "full name"),
        ("Anna Berg came. [Berg] said", "surname"),
        ("President Anna Berg came. [The president] said", "office"),
        ("[Anna Berg] said. [She] said", "pronoun"),
        (MEETING + "[The two leaders] agreed", "collective"),
        ("[MR. OAKES]: Good", "turn"),
        ("{Statement by Anna Berg} [I]Good", "issuer"),
        ("[Anna Berg] said. [^]", "carried on"),
        ("[A senior official] said", "as written"),
        ("Bill Oakes and Hanna Oakes came. [Oakes] said", "ambiguous"),
        ("[He] said", "unresolved"),
    ],
)
def test_an_answer_says_how_it_was_found(text: str, found: str) -> None:
    assert resolved(text).statements[-1].speaker_method == found


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("[Anna Berg] said", "person"),
        ("[The White House] said", "body"),
        ("[India] said", "country"),
        ("[The report] said", "document"),
        ("[Analysts] said", "group"),
        ("[A senior official] said", "unnamed"),
        ("[Q]: Why?", "unnamed"),
        ("[CCTV]: Why?", "body"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    assert [speaker.kind for speaker in resolved(text).statements[0].speakers] == [kind]


def test_a_group_is_collective_and_a_person_is_not() -> None:
    article = resolved(MEETING + "[Both leaders] agreed. [Lee] said. [Analysts] said")

    assert [statement.collective for statement in article.statements] == [True, False, True]


def test_a_chain_of_continuations_leads_to_its_speaker() -> None:
    article = resolved("[Anna Berg] said." + " [^]x" * 50)

    assert {statement.speakers[0].name for statement in article.statements} == {"Anna Berg"}
    assert article.statements[50].speaker_confidence == article.statements[1].speaker_confidence


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Sales grew. [Acme Vernova] said", "body"),
        ("Sales grew. [GE Vernova] said", "body"),
        ("[Acme Vernova] said. Vernova smiled.", "person"),
        ("[Vernor Oakes] said he was glad.", "person"),
        ("[Anna Vernova] said", "person"),
    ],
)
def test_a_name_is_a_persons_where_something_shows_it(text: str, kind: str) -> None:
    article = resolve(scene(text), default_vocabulary())

    assert [speaker.kind for speaker in article.statements[0].speakers] == [kind]
