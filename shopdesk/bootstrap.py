"""Before anything else: logging, crash traces, missing standard streams, thread counts. No Qt, no torch."""

from __future__ import annotations

import faulthandler
import logging
import os
import platform
import sys

from shopdesk import __version__, journal
from shopdesk.paths import user_log_dir

THREAD_VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def prepare(verbose: bool = False) -> None:
    """Make the process ready: safe streams, quiet logging."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # a windowed bundle has no console
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - lives as long as the process
    use_utf8_locale()
    console = logging.StreamHandler()
    console.setLevel(logging.INFO if verbose else logging.WARNING)
    console.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=console.level, handlers=[console])
    if sys.stderr is not None and hasattr(sys.stderr, "fileno"):
        try:
            faulthandler.enable()
        except (ValueError, OSError):  # the stream has no descriptor, as under a test runner
            logging.getLogger(__name__).debug("no crash traces: standard error has no descriptor")


def use_utf8_locale() -> None:
    """Name a UTF-8 locale where the environment names none, as Python itself does when it is not in a bundle.

    Qt would switch to it as well, but complain on standard error.
    """
    named = os.environ.get("LC_ALL") or os.environ.get("LC_CTYPE") or os.environ.get("LANG") or "C"
    if sys.platform.startswith("linux") and named in {"C", "POSIX"} and not os.environ.get("LC_ALL"):
        os.environ["LC_CTYPE"] = "C.UTF-8"


def limit_threads(count: int = 1) -> None:
    """Give each numeric library so many threads, unless the environment says otherwise.

    Nested thread pools (BLAS inside torch inside a lane) are slower than one thread each on a laptop with two cores.
    Libraries read this when they are imported, and the engine process inherits it.
    """
    for variable in THREAD_VARIABLES:
        os.environ.setdefault(variable, str(count))


def keep_log(part: str) -> None:
    """Let the log of a part of the program (``window``, ``engine`` or ``command``) also go to its file."""
    journal.start(user_log_dir() / f"{part}.log")
    system = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    logging.getLogger(__name__).info(f"ShopDesk {__version__} started, {system}")
