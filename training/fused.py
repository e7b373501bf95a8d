"""Attention of a file made one operator: the same sums, without the copies and the search for NaN between them.

python -m training.fused FILE.onnx...

The exporter writes attention out as reshapes, transposes, two products and a softmax, each a pass over all heads and pairs of pieces.
Run time has one operator for that. Windows that are read together have one length, so that nothing is padded and no mask is needed.
"""

import sys
from collections import defaultdict
from pathlib import Path

import onnx
from onnx import GraphProto, NodeProto, helper

HEADS = 12
_LAYOUT = ("Reshape", "Transpose")


def fused(path: Path) -> int:
    """Rewrite a file in place; returns how many layers were changed."""
    model = onnx.load(path)
    graph = model.graph
    layers = [n for n in graph.node if n.op_type == "Softmax"]
    for number, softmax in enumerate(layers):
        graph.node.append(_attention(graph, softmax, f"attention_{number}"))
    drop_unused(graph)
    in_order(graph)
    model.opset_import.append(helper.make_opsetid("com.microsoft", 1))
    onnx.save(model, path)
    return len(layers)


def _attention(graph: GraphProto, softmax: NodeProto, name: str) -> NodeProto:
    """The one operator for the layer of a softmax; it takes over the name of what the layer gave out."""
    makers = {out: n for n in graph.node for out in n.output}
    users: dict[str, list[NodeProto]] = defaultdict(list)
    for node in graph.node:
        for name_in in node.input:
            users[name_in].append(node)
    masked = makers[softmax.input[0]]
    scores = next(makers[i] for i in masked.input if i in makers and makers[i].op_type == "MatMul")
    query, key = (_source(makers, i, (*_LAYOUT, "Mul")) for i in scores.input)
    following = users[softmax.output[0]]
    product = next((n for n in following if n.op_type == "MatMul"), None)
    if product is None:  # the exporter puts zeros for the NaN of rows that are masked throughout
        (product,) = users[next(n for n in following if n.op_type == "Where").output[0]]
    value = _source(makers, product.input[1], _LAYOUT)
    last = product
    while after := [n for n in users[last.output[0]] if n.op_type in _LAYOUT]:
        last = after[0]
    out, last.output[0] = last.output[0], f"{name}_unused"
    return helper.make_node("MultiHeadAttention", [query, key, value], [out], domain="com.microsoft", num_heads=HEADS, name=name)


def _source(makers: dict[str, NodeProto], name: str, through: tuple[str, ...]) -> str:
    """What a tensor was before these operators."""
    while makers[name].op_type in through:
        name = makers[name].input[0]
    return name


def drop_unused(graph: GraphProto) -> None:
    """Leave out the nodes and weights whose values nobody asks for."""
    outputs = {o.name for o in graph.output}
    while True:
        used = outputs | {i for n in graph.node for i in n.input}
        unused = [n for n in graph.node if used.isdisjoint(n.output)]
        if not unused:
            break
        for node in unused:
            graph.node.remove(node)
    for tensor in [t for t in graph.initializer if t.name not in used]:
        graph.initializer.remove(tensor)


def in_order(graph: GraphProto) -> None:
    """Put every node behind those whose values it takes."""
    made = {"", *(t.name for t in graph.initializer), *(i.name for i in graph.input)}
    waiting, ordered = list(graph.node), []
    while waiting:
        ready = [n for n in waiting if made.issuperset(n.input)]
        if not ready:
            raise ValueError("the graph has a circle, or asks for a value that nothing gives")
        ordered += ready
        made.update(o for n in ready for o in n.output)
        waiting = [n for n in waiting if n not in ready]
    del graph.node[:]
    graph.node.extend(ordered)


def main() -> None:
    """Rewrite each file that is named."""
    for name in sys.argv[1:]:
        print(name, fused(Path(name)))


if __name__ == "__main__":
    main()
