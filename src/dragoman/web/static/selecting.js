// What is selected in the text of a report is taken into a form; offsets are counted in code points, as records count them.
"use strict";

// Shows the fields of the kind that is chosen in the form, and calls `take(start, end, words)` whenever words of the text are selected.
window.selecting = (text, form, take) => {
  const kinds = [...form.querySelectorAll("fieldset[data-for]")];
  const show = () => { for (const f of kinds) f.hidden = f.disabled = f.dataset.for !== form.elements.kind.value; };
  form.elements.kind.addEventListener("change", show);
  show();
  const offset = (node, at) => {
    const seg = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest(".seg");
    if (!seg || !text.contains(seg)) return null;
    const before = document.createRange();
    before.setStart(seg, 0);
    before.setEnd(node, at);
    return Number(seg.dataset.at) + [...before.toString()].length;
  };
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    if (selection.isCollapsed || !selection.rangeCount || !text.contains(selection.anchorNode)) return;
    const range = selection.getRangeAt(0);
    const start = offset(range.startContainer, range.startOffset);
    const end = offset(range.endContainer, range.endOffset);
    if (start !== null && end !== null && end > start) take(start, end, selection.toString());
  });
};
