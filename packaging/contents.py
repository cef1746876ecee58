"""What goes into the bundle and what stays out. Read by build.spec, held by a test."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path, PurePosixPath

LANGUAGES = ("en", "zh_CN")

# Found by their names at run time, so that no import leads to them.
HIDDEN_IMPORTS = [
    "shopdesk.app",
    "shopdesk.program",
    "shopdesk.selftest",
    "alembic.context",
    "alembic.op",
    "logging.config",
    "psycopg",
    "psycopg_binary",
    "psycopg_binary.pq",
    "psycopg_binary._psycopg",
    "sqlalchemy.dialects.postgresql.psycopg",
    "sqlalchemy.dialects.sqlite",
    "sqlcipher3.dbapi2",
]

# `readline` and `dbm.gnu` would bring libraries under the GPL. Torch's optimisers import torch._dynamo, and that sympy:
# both stay.
EXCLUDES = [
    "IPython",
    "PySide6.QtDesigner",
    "PySide6.QtHelp",
    "PySide6.QtMultimedia",
    "PySide6.QtOpenGL",
    "PySide6.QtOpenGLWidgets",
    "PySide6.QtPdf",
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "PySide6.QtSql",
    "PySide6.QtTest",
    "PySide6.QtUiTools",
    "PySide6.QtWebEngineCore",
    "_curses",
    "_gdbm",
    "curses",
    "dbm.gnu",
    "hypothesis",
    "lib2to3",
    "matplotlib",
    "moonshine_voice",
    "mypy",
    "networkx",
    "numpy.f2py",
    "onnxruntime.quantization",
    "onnxruntime.tools",
    "onnxruntime.transformers",
    "pip",
    "pydoc",
    "pyqtgraph.console",
    "pyqtgraph.dockarea",
    "pyqtgraph.examples",
    "pyqtgraph.flowchart",
    "pyqtgraph.jupyter",
    "pyqtgraph.multiprocess",
    "pyqtgraph.opengl",
    "pytest",
    "readline",
    "rlcompleter",
    "setuptools",
    "sklearn",
    "tensorboard",
    "tkinter",
    "torch.utils.tensorboard",
    "torchvision",
    "wheel",
]

_KEPT = ("torch/bin/torch_shm_manager",)  # `import torch` ends without it
_CUT = (
    "PySide6/Qt/qml/",
    "onnxruntime/quantization/",
    "onnxruntime/tools/",
    "onnxruntime/transformers/",
    "sympy/parsing/",
    "torch/bin/",
    "torch/include/",
    "torch/share/",
    "torch/test/",
    "torch/utils/benchmark/",
)
_CUT_NAMES = re.compile(
    r"""libtorchbind_test | libbackend_with_compiler | libaoti_custom_ops | libjitbackend_test  # torch's own tests
      | \.pyi$ | \.a$ | \.lib$ | (?:^|/)tests?/
      | libQt6(?:Qml|Quick|Pdf|VirtualKeyboard|Eglfs|EglFS|Designer|Help|Sql|Test|Multimedia|ShaderTools)
      | platforms/libq(?:eglfs|linuxfb|minimal|minimalegl|vkkhrdisplay|vnc|webgl)
      | /plugins/(?:egldeviceintegrations|virtualkeyboard|sqldrivers|designer|qmltooling|multimedia)/
      | /plugins/(?:networkinformation|tls)/
      | platformthemes/libqgtk3 | platforminputcontexts/libqtvirtualkeyboard
      | imageformats/libqpdf
      | lib(?:gtk|gdk|readline|ncurses|tinfo|gdbm)[-_.0-9]
    """,
    re.VERBOSE,
)


def wanted(name: str) -> bool:
    """Return whether a file belongs into the bundle, by its place in it."""
    place = str(PurePosixPath(name.replace("\\", "/")))
    if place.endswith(_KEPT):
        return True
    if "/translations/" in place and place.startswith("PySide6/"):
        return any(place.endswith(f"/qtbase_{language}.qm") for language in LANGUAGES)
    return not place.startswith(_CUT) and _CUT_NAMES.search(place) is None


def strip(folder: Path) -> None:
    """Drop the symbols of torch, Python and SQLCipher, a fifth of their size; others gain little or do not survive."""
    program = shutil.which("strip")
    if program is None:
        return
    files = [*folder.rglob("torch/lib/*.so"), *folder.rglob("libpython3*.so.*"), *folder.rglob("sqlcipher3/*.so")]
    for path in sorted({path.resolve() for path in files}):
        subprocess.run([program, "--strip-unneeded", str(path)], check=True)
