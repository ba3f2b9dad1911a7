"""The terminal of `archive review`, in Textual: one question a screen, one key an answer."""

from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.events import Key
from textual.widgets import Footer, Input, Static

from archive.errors import ArchiveError
from archive.ingest.review import Review
from archive.render.safe import safe
from archive.store.reports.queue import Context, Item

Answer = Callable[[], None]


class ReviewApp(App[None]):
    """Shows what is to be decided and writes each answer at once; closing it loses nothing."""

    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS = None  # keys are answers until a name is asked for
    CSS = """
    #progress { color: $text-muted; height: 1; }
    #question { text-style: bold; margin: 1 0; }
    #text { height: 1fr; border: round $primary; padding: 0 1; }
    #candidates { margin: 1 0; }
    #message { color: $warning; min-height: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "confirm", "right"),
        Binding("1", "candidate", "said it", key_display="1-9"),
        Binding("0", "nobody", "nobody"),
        Binding("n", "name", "name"),
        Binding("d", "reject", "none, not one"),
        Binding("s", "skip", "skip"),
        Binding("u", "undo", "undo"),
        Binding("q", "quit", "quit"),
    ]

    def __init__(self, review: Review) -> None:
        """Take the session; it is on its first question."""
        super().__init__()
        self.review = review
        self.candidates: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        yield Static(id="progress", markup=False)
        yield Static(id="question", markup=False)
        with VerticalScroll(id="text", can_focus=False):
            yield Static(id="context", markup=False)
        yield Static(id="candidates", markup=False)
        yield Static(id="message", markup=False)
        yield Input(placeholder="id or name of who said it, then Enter", id="name")
        yield Footer()

    def on_mount(self) -> None:
        """Show the first question."""
        self._ask(shown=False)
        self._show()

    def on_key(self, event: Key) -> None:
        """Take the keys of candidates; the other keys are bindings."""
        if event.character and event.character in "123456789" and not self._is_asked:
            event.stop()
            number = int(event.character)
            if number <= len(self.candidates):
                self._answer(lambda: self.review.decide([self.candidates[number - 1]]))
            else:
                self._say(f"there is no candidate {number}")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the name that was typed."""
        text = event.value.strip()
        self._ask(shown=False)
        if text:
            self._answer(lambda: self.review.name(text))

    def action_confirm(self) -> None:
        """Agree with the machine."""
        self._answer(self.review.confirm)

    def action_candidate(self) -> None:
        """Stand in the footer for the nine keys, which ``on_key`` takes."""

    def action_nobody(self) -> None:
        """Say that nobody known said it."""
        self._answer(lambda: self.review.decide([]))

    def action_name(self) -> None:
        """Ask for a name."""
        if self.review.item is not None and self.review.item.kind != "merge":
            self._ask(shown=True)

    def action_reject(self) -> None:
        """Say that it is no statement, or that two are not the same."""
        self._answer(self.review.reject)

    def action_skip(self) -> None:
        """Leave it for another session."""
        self._answer(self.review.skip)

    def action_undo(self) -> None:
        """Take the latest answer back."""
        self._answer(self.review.undo)

    def key_escape(self) -> None:
        """Ask for no name after all."""
        self._ask(shown=False)

    @property
    def _is_asked(self) -> bool:
        return self.query_one("#name", Input).display

    def _ask(self, *, shown: bool) -> None:
        field = self.query_one("#name", Input)
        field.value = ""
        field.display = shown
        if shown:
            field.focus()
        else:
            self.set_focus(None)

    def _answer(self, answer: Answer) -> None:
        said = ""
        try:
            answer()
        except ArchiveError as error:
            said = f"{error.message} ({error.hint})" if error.hint else error.message
        self._show()
        self._say(said)

    def _say(self, text: str) -> None:
        self.query_one("#message", Static).update(Text(safe(text)))

    def _show(self) -> None:
        found = self.review.context()
        item = self.review.item
        self.candidates = tuple(one.uid for one in found.candidates) if found else ()
        parts = {
            "progress": Text(self.review.progress),
            "question": Text(safe(_question(item, found))),
            "context": _text(item, found),
            "candidates": Text(safe(_listed(found))),
        }
        for name, text in parts.items():
            self.query_one(f"#{name}", Static).update(text)


def _question(item: Item | None, found: Context | None) -> str:
    if item is None:
        return "Nothing is left to review. q quits."
    statements = f"{item.repairs:,} statements"
    if item.kind == "merge":
        return f"Is {item.source} the same as {item.target}? Yes moves {statements}."
    assert found is not None
    if item.kind == "label":
        return f"Who is {item.label} in “{found.title}”? {statements} stand under it."
    who = f" (“{found.speaker_text}”)" if found.speaker_text else ""
    return f"Who says this{who} in “{found.title}”? Found by {found.found}."


def _text(item: Item | None, found: Context | None) -> Text:
    if item is not None and item.kind == "merge":
        return Text(safe(f"What speaks for it: {item.evidence}"))
    if found is None:
        return Text("")
    return Text.assemble(safe(found.before), (safe(found.text), "bold reverse"), safe(found.after))


def _listed(found: Context | None) -> str:
    if found is None:
        return ""
    return "\n".join(
        f"{number}  {one.name} ({one.evidence})" for number, one in enumerate(found.candidates, 1)
    )
