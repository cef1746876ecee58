"""Makes the two networks that read labels, ``resources/models/text-*.onnx``, from the PyPI wheel of rapidocr.

    pip download --no-deps rapidocr==3.10.0 -d wheels && pip install onnx
    python benchmarks/vision_text_models.py wheels/rapidocr-3.10.0-py3-none-any.whl resources/models

The wheel itself would bring OpenCV and ten more packages. Of the speller's 18,708 letters the Latin ones and signs
stay, and weights are stored in half precision: 11 MB instead of 31.
"""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

SIGNS = "–—‘’“”•…′″€℃℉™"
OUTPUT = ("linear_8.w_0", "linear_8.b_0")


def halved(model: onnx.ModelProto) -> onnx.ModelProto:
    """Store large weights in half precision; the runtime widens them once while it loads."""
    casts = []
    for tensor in list(model.graph.initializer):
        values = numpy_helper.to_array(tensor)
        if values.dtype == np.float32 and values.size >= 512 and np.abs(values).max() < 60_000:
            model.graph.initializer.remove(tensor)
            stored = f"{tensor.name}_half"
            model.graph.initializer.append(numpy_helper.from_array(values.astype(np.float16), stored))
            casts.append(helper.make_node("Cast", [stored], [tensor.name], to=TensorProto.FLOAT))
    for cast in reversed(casts):
        model.graph.node.insert(0, cast)
    return model


def latin(model: onnx.ModelProto) -> onnx.ModelProto:
    """Drop the letters that no shop label in Latin script has; the first class is the gap, the last the space."""
    letters = model.metadata_props[0].value.split("\n")
    kept = [n for n, letter in enumerate(letters) if 0x21 <= ord(letter[0]) <= 0x17F or letter in SIGNS]
    rows = [0, *(n + 1 for n in kept), len(letters) + 1]
    for tensor in list(model.graph.initializer):
        if tensor.name in OUTPUT:
            values = np.ascontiguousarray(numpy_helper.to_array(tensor)[..., rows])
            model.graph.initializer.remove(tensor)
            model.graph.initializer.append(numpy_helper.from_array(values, tensor.name))
    model.metadata_props[0].value = "\n".join([*(letters[n] for n in kept), " "])
    model.graph.output[0].type.tensor_type.shape.dim[-1].dim_value = len(rows)
    del model.graph.value_info[:]
    return model


def main() -> None:
    """Read the wheel, write the two files."""
    wheel, out = Path(sys.argv[1]), Path(sys.argv[2])
    with zipfile.ZipFile(wheel) as archive:
        finder = onnx.load_from_string(archive.read("rapidocr/models/PP-OCRv6_det_small.onnx"))
        speller = onnx.load_from_string(archive.read("rapidocr/models/PP-OCRv6_rec_small.onnx"))
    onnx.save(halved(finder), out / "text-finder.onnx")
    onnx.save(halved(latin(speller)), out / "text-speller.onnx")


if __name__ == "__main__":
    main()
