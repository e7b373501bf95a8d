"""Weights kept in eight bits, what they are multiplied with left in floats: scores that do not hang on last bits.

python -m training.inputs FILE.onnx...

Dynamic quantisation rounds what goes into each matrix by its largest value in the batch, so that a last bit that one processor adds
otherwise than another moves scores by hundredths, and a batch's other windows do too. Here the weights are made floats once, when a
file is loaded, and nothing else is rounded.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

import onnx
from onnx import GraphProto, NodeProto, helper

from training.fused import drop_unused, in_order


@dataclass(frozen=True)
class _Product:
    """One matrix product in whole numbers, and the nodes that make floats of it."""

    integer: NodeProto
    cast: NodeProto
    scaled: NodeProto
    given: str
    """What is multiplied, before it is rounded."""
    weight: tuple[str, str, str]
    """Names of the weights in whole numbers, of their scale and of their zero point."""


def with_float_inputs(path: Path) -> int:
    """Rewrite a file in place; returns how many products were changed."""
    model = onnx.load(path)
    graph = model.graph
    products = [_product(graph, n) for n in graph.node if n.op_type == "MatMulInteger"]
    for product in products:
        _replace(graph, product)
    drop_unused(graph)
    in_order(graph)
    onnx.checker.check_model(model)
    onnx.save(model, path)
    return len(products)


def _product(graph: GraphProto, integer: NodeProto) -> _Product:
    makers = {out: n for n in graph.node for out in n.output}
    stored = {t.name for t in graph.initializer}
    user = lambda name: next(n for n in graph.node if name in n.input)  # noqa: E731
    given, weight, _, zero = integer.input
    cast = user(integer.output[0])
    scaled = user(cast.output[0])
    (scales,) = (makers[i] for i in scaled.input if i != cast.output[0])
    (scale,) = (i for i in scales.input if i in stored)
    return _Product(integer, cast, scaled, makers[given].input[0], (weight, scale, zero))


def _replace(graph: GraphProto, product: _Product) -> None:
    """Put the product of floats where the scaled one of whole numbers stood."""
    weight = f"{product.weight[0].removesuffix('_quantized')}_floats"
    name = product.integer.name
    per_channel = {"axis": 1} if len(next(t for t in graph.initializer if t.name == product.weight[1]).dims) else {}
    floats = helper.make_node("DequantizeLinear", product.weight, [weight], name=f"{name}_weights", **per_channel)
    times = helper.make_node("MatMul", [product.given, weight], list(product.scaled.output), name=f"{name}_floats")
    for node in (product.integer, product.cast, product.scaled):
        graph.node.remove(node)
    graph.node.extend([floats, times])


def main() -> None:
    """Rewrite each file that is named."""
    for name in sys.argv[1:]:
        print(name, with_float_inputs(Path(name)))


if __name__ == "__main__":
    main()
