"""The golden cases: who says what in texts of one to five sentences, one difficulty each."""

import pytest

from archive.extract import find_statements
from archive.extract.speakers.resolve import Known, resolve
from archive.records import Statement
from archive.vocabulary import default_vocabulary
from tests.cases import Case, line, load_cases, same, shown

CASES = load_cases()


def parameters(cases: list[Case]) -> list[object]:
    return [
        pytest.param(
            case,
            id=f"{case.theme}: {case.name}",
            marks=[] if case.met else pytest.mark.xfail(reason="not met yet", strict=True),
        )
        for case in cases
    ]


@pytest.mark.parametrize("case", parameters(CASES))
def test_statements(case: Case) -> None:
    article = find_statements(case.article, default_vocabulary())

    found = [shown(statement) for statement in _in_order(article.statements)]
    agree = len(found) == len(case.expected) and all(map(same, case.expected, found))
    assert agree, "\n".join(
        ["", "wanted", *map(line, case.expected), "found", *map(line, found), case.article.body]
    )


@pytest.mark.parametrize(
    "case", parameters([case for case in CASES if any(e.speakers for e in case.expected)])
)
def test_speakers(case: Case) -> None:
    vocabulary = default_vocabulary()
    article = resolve(find_statements(case.article, vocabulary), vocabulary, Known())

    found = [shown(statement) for statement in _in_order(article.statements)]
    wanted = {e.content: _plain(e.speakers) for e in case.expected if e.speakers is not None}
    assert {f.content: _plain(f.speakers or ()) for f in found if f.content in wanted} == wanted


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 80


def test_names_are_unique() -> None:
    names = [(case.theme, case.name) for case in CASES]

    assert len(set(names)) == len(names)


def _in_order(statements: tuple[Statement, ...]) -> list[Statement]:
    return sorted(statements, key=lambda s: (not s.headline, s.spans[0]))


def _plain(names: tuple[str, ...]) -> list[str]:
    return sorted(name.lower().removeprefix("the ").removeprefix("a ") for name in names)
