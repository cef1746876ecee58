"""What the three pages of the Photos tab share: pasted pictures become files, a damaged folder can be rebuilt."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from shopdesk.controllers.base import Controller, JobRunner
from shopdesk.controllers.messages import Messages
from shopdesk.controllers.requests.vision import RebuildAnswer, RebuildRequest
from shopdesk.engine.context import JobContext
from shopdesk.engine.errors import DataError, EngineError
from shopdesk.workers.runner import Callbacks

REBUILDABLE = frozenset({"vision.folder_damaged", "vision.folder_incomplete", "vision.folder_version"})


class PhotoController(Controller):
    """A controller of one page of the Photos tab.

    Signals
    -------
    learned_again(): the kept photos were learned again, so the other pages need not offer it any more.
    """

    learned_again = Signal()

    def __init__(self, view: Any, runner: JobRunner, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(view, runner, messages, parent)
        self._pasted = tempfile.TemporaryDirectory(prefix="shopdesk-")
        self._number = 0
        self._offered = False

    def close(self) -> None:
        """Forget the pasted pictures."""
        self._pasted.cleanup()

    def save_image(self, image: Any, then: Callable[[list[str]], None]) -> None:
        """Write picture data that came by paste or from a browser to a file, and go on with the file.

        Parameters
        ----------
        image : QImage or bytes
            A picture, or the bytes of its file.
        then : callable
            Called with the paths of the files, one of them.
        """
        self._number += 1
        path = str(Path(self._pasted.name) / f"pasted-{self._number}.png")
        callbacks = Callbacks(lambda saved: then([saved]), self.tell)
        self._runner.start("files", _save_image, _Pasted(image, path), callbacks, latest_wins=False)

    def tell(self, error: EngineError) -> None:
        """Show the sentence of an error; where what was learned is damaged, offer to make it again."""
        self._view.hide_busy()
        sentence = self._messages.error(error)
        self._offered = error.code in REBUILDABLE
        if self._offered:
            self._view.show_error(sentence, self.tr("Rebuild"), self.rebuild)
        else:
            self._view.show_error(sentence)

    def failed(self, error: EngineError) -> None:
        """Show the sentence of an error."""
        self.tell(error)

    def rebuild(self) -> None:
        """Make what was learned again from the kept photos."""
        self._view.show_error("")
        self.ask("vision.rebuild", RebuildRequest(), self._rebuilt, lane="teaching", failed=self.tell)

    def heal(self) -> None:
        """Take the offer to rebuild back where another page took it up, and go on."""
        if self._offered:
            self._offered = False
            self._view.show_error("")
            self.rebuilt()

    def rebuilt(self) -> None:
        """Go on after a rebuild; a page overrides this."""

    def count(self, photos: int) -> str:
        """Return how many photos in words."""
        return self.tr("1 photo") if photos == 1 else self.tr("{0} photos").format(photos)

    def refusals(self, refused: dict[str, str]) -> str:
        """Return one sentence for each file that was refused."""
        named = [self._messages.error_code(code, {"path": Path(path).name}) for path, code in refused.items()]
        shown = named[:3]
        if len(named) > len(shown):
            shown.append(self.tr("{0} more files were refused.").format(len(named) - len(shown)))
        return " ".join(shown)

    def _rebuilt(self, answer: RebuildAnswer) -> None:
        said = self.tr("Learned {0} of {1} products again.").format(self.count(answer.photos), answer.products)
        if answer.skipped:
            said += " " + self.tr("{0} kept photos could not be read.").format(len(answer.skipped))
        self._offered = False
        self._view.show_done(said)
        self.rebuilt()
        self.learned_again.emit()


@dataclass(frozen=True)
class _Pasted:
    image: Any
    path: str


def _save_image(pasted: _Pasted, ctx: JobContext) -> str:
    """Write pasted data to a file; packing a large image takes longer than the window may wait."""
    try:
        if isinstance(pasted.image, bytes):
            Path(pasted.path).write_bytes(pasted.image)
        elif not pasted.image.save(pasted.path):
            raise DataError("file.not_written", path=pasted.path)
    except OSError as error:
        raise DataError("file.not_written", path=pasted.path) from error
    return pasted.path
