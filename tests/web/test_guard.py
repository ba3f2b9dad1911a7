"""Who may ask, and what every answer says to the browser."""

import pytest
from starlette.types import ASGIApp

from archive.web.application import application
from archive.web.guard import POLICY
from tests.web.client import ask


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8321", "127.0.0.1:1", "[::1]:8321", "192.168.1.7:80"]
)
def test_this_machine_is_answered_by_its_names(small_app: ASGIApp, host: str) -> None:
    assert ask(small_app, "/about-nothing", host=host).status == 404


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example:8321", "", "127.0.0.1.evil.example", "a:b:c"]
)
def test_another_name_that_leads_here_is_refused(small_app: ASGIApp, host: str) -> None:
    """DNS rebinding: a page of evil.example may point its own name at this machine."""
    answer = ask(small_app, "/search?q=taiwan", host=host)
    assert answer.status == 421
    assert "Taiwan" not in answer.text


def test_a_further_name_can_be_allowed(small: str) -> None:
    app = application(small, ["archive.example"])  # type: ignore[arg-type]
    assert ask(app, "/", host="archive.example").status == 200


def test_every_answer_forbids_scripts_and_other_hosts(small_app: ASGIApp) -> None:
    for address in ("/", "/search.json", "/style.css", "/nothing", "/search?page=0"):
        headers = ask(small_app, address).headers
        assert headers["content-security-policy"] == POLICY
        assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in POLICY
    assert "script" not in POLICY


def test_too_much_is_refused(small_app: ASGIApp) -> None:
    answer = ask(small_app, "/search", {"q": "a"}, content_length="1000001")
    assert answer.status == 413


@pytest.mark.parametrize("method", ["/search", "/", "/s/nation22"])
def test_pages_that_only_show_take_no_forms(small_app: ASGIApp, method: str) -> None:
    assert ask(small_app, method, {"q": "taiwan"}).status == 405
