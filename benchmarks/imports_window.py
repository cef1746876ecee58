"""How well the window answers while a file goes in through the dialog: gaps of a 10 ms heartbeat on its thread.

    QT_QPA_PLATFORM=offscreen python benchmarks/imports_window.py FOLDER

FOLDER holds the products.csv and receipts.csv that benchmarks/imports.py wrote.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer

from shopdesk.app import wait_until
from shopdesk.controllers.imports import ImportController
from shopdesk.controllers.messages import Messages
from shopdesk.program import make_application
from shopdesk.store.shop import open_shop
from shopdesk.ui.import_dialog import COLUMNS, REPORT, RESULT
from shopdesk.ui.main_window import MainWindow
from shopdesk.workers.runner import Runner


class Heart(QTimer):
    """Notes the gaps between its beats."""

    def __init__(self) -> None:
        super().__init__()
        self.gaps: list[float] = []
        self._last = time.perf_counter()
        self.timeout.connect(self._beat)
        self.start(10)

    def _beat(self) -> None:
        now = time.perf_counter()
        self.gaps.append(1000 * (now - self._last))
        self._last = now

    def during(self, name: str, action: Callable[[], object], until: Callable[[], bool]) -> None:
        """Do something, wait for its end, and print how the heart beat meanwhile."""
        self.gaps.clear()
        start = time.perf_counter()
        action()
        assert wait_until(until, 900), name
        gaps = sorted(self.gaps)
        p99 = gaps[int(0.99 * (len(gaps) - 1))]
        seconds = time.perf_counter() - start
        print(f"{name:<28} {seconds:6.1f} s   p99 {p99:5.1f} ms   longest {gaps[-1]:5.1f} ms", flush=True)


def measure(path: Path, controller: ImportController, heart: Heart) -> None:
    """Take one file through the dialog."""
    controller.show()
    dialog = controller._dialog
    pages = dialog.pages
    wait_until(lambda: False, 0.5)  # the dialog is painted for the first time
    heart.during("look", lambda: controller.take([str(path)]), lambda: pages.currentIndex() == COLUMNS)
    heart.during("trial", lambda: controller.trial("both"), lambda: pages.currentIndex() == REPORT)
    heart.during("import", controller.run, lambda: pages.currentIndex() == RESULT)
    dialog.close()


def main() -> None:
    """Measure."""
    folder = Path(sys.argv[1])
    make_application("light")
    window, runner, heart = MainWindow(), Runner(), Heart()
    window.show()
    with tempfile.TemporaryDirectory() as place, open_shop(Path(place)) as shop:
        for name in ("products.csv", "receipts.csv"):
            print(name)
            measure(folder / name, ImportController(window, runner, Messages(), lambda: shop), heart)
        runner.shutdown(60_000)
    window.close()


if __name__ == "__main__":
    main()
