"""Weights in int8 made unsigned: the same numbers, and the same products on every processor.

python -m training.unsigned FILE.onnx...

Processors without dot products of bytes add pairs of products of unsigned and signed bytes in sixteen bits, which overflow: the
same file would score differently there. Of unsigned bytes both, no sum overflows. A weight w with zero point z becomes w + 128
with z + 128, so that nothing is lost.
"""

import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, numpy_helper

_OPERATORS = ("MatMulInteger", "DynamicQuantizeMatMul")


def unsigned(path: Path) -> int:
    """Rewrite the weights of a file in place; returns how many matrices were changed."""
    model = onnx.load(path)
    tensors = {t.name: t for t in model.graph.initializer}
    wanted: set[str] = set()
    for node in model.graph.node:
        if node.op_type in _OPERATORS:
            wanted |= {name for name in (node.input[1], *node.input[3:4]) if name in tensors}
        if node.op_type == "DequantizeLinear":
            wanted -= set(node.input)
    changed = 0
    for name in sorted(wanted):
        tensor = tensors[name]
        if tensor.data_type != TensorProto.INT8:
            continue
        values = numpy_helper.to_array(tensor).astype(np.int16) + 128
        tensor.CopyFrom(numpy_helper.from_array(values.astype(np.uint8), name))
        changed += 1
    onnx.checker.check_model(model)
    onnx.save(model, path)
    return changed


def main() -> None:
    """Rewrite each file that is named."""
    for name in sys.argv[1:]:
        print(name, unsigned(Path(name)))


if __name__ == "__main__":
    main()
