// Lights what was read and the words it was read from, on either side; and offers what is selected to be added.
"use strict";

const text = document.getElementById("text");
const items = new Map([...document.querySelectorAll(".item")].map((item) => [item.dataset.id, item]));
const segs = [...text.querySelectorAll(".seg[data-ids]")];
const idsOf = (seg) => seg.dataset.ids.split(" ");

function light(ids) {
  const on = new Set(ids);
  for (const seg of segs) seg.classList.toggle("lit", idsOf(seg).some((id) => on.has(id)));
  for (const [id, item] of items) item.classList.toggle("lit", on.has(id));
}

// The innermost readings of a stretch, without the actors in it where it tells something.
function shown(seg) {
  const telling = idsOf(seg).filter((id) => !id.startsWith("a"));
  return telling.length ? telling : idsOf(seg);
}

// What is lit when the pointer leaves: what has the focus, else what was last gone to.
let gone = [];
function rest() {
  const at = document.activeElement;
  if (segs.includes(at)) light(shown(at));
  else light(at.matches(".item button.to") ? [at.closest(".item").dataset.id] : gone);
}

// The pointer counts where it was moved: when a click moves the page to some words, another row may come to lie under it.
let still = null;
const moved = (event) => {
  if (still && event.screenX === still[0] && event.screenY === still[1]) return false;
  still = null;
  return true;
};
function hover(node, ids) {
  node.addEventListener("mouseenter", (event) => { if (moved(event)) light(ids); });
  node.addEventListener("mouseleave", (event) => { if (moved(event)) rest(); });
}

const seen = new Set();
for (const seg of segs) {
  hover(seg, shown(seg));
  if (idsOf(seg).some((id) => !id.startsWith("a") && !seen.has(id))) {
    seg.tabIndex = 0;
    seg.setAttribute("role", "mark");
    seg.addEventListener("focus", () => light(shown(seg)));
    seg.addEventListener("keydown", (event) => {
      const item = event.key === "Enter" && items.get(shown(seg)[0]);
      if (item) item.querySelector("button.to").focus();
    });
  }
  for (const id of idsOf(seg)) seen.add(id);
}

for (const [id, item] of items) {
  const button = item.querySelector("button.to");
  hover(item, [id]);
  button.addEventListener("focus", () => light([id]));
  button.addEventListener("click", (event) => { still = [event.screenX, event.screenY]; goTo(id); });
}

function goTo(id) {
  const first = segs.find((seg) => idsOf(seg).includes(id));
  if (first) first.scrollIntoView({ block: "center" });
  gone = [id];
  light(gone);
}

function fromHash() {
  const id = decodeURIComponent(location.hash.slice(1));
  if (items.has(id)) goTo(id);
}
addEventListener("hashchange", fromHash);
fromHash();

// What is selected goes into the form that adds it.
const form = document.getElementById("add");
if (form) {
  const said = document.getElementById("selected");
  const take = (start, end, words) => {
    form.elements.start.value = start;
    form.elements.end.value = end;
    form.elements.words.value = words;
    said.textContent = `“${words.slice(0, 120)}”`;
  };
  window.selecting(text, form, take);
  // By keyboard: "a" on a marked stretch takes the sentence around it.
  text.addEventListener("keydown", (event) => {
    const seg = event.key === "a" && !event.ctrlKey && !event.metaKey && !event.altKey && event.target.closest(".seg");
    if (!seg) return;
    event.preventDefault();
    const whole = [...text.textContent];
    const at = Number(seg.dataset.at);
    const ends = (i) => /[.!?]/.test(whole[i]) && /\s/.test(whole[i + 1] ?? " ") || whole[i] === "\n";
    let start = at, end = at;
    while (start > 0 && !ends(start - 1)) start -= 1;
    while (end < whole.length && !ends(end)) end += 1;
    if (end < whole.length && whole[end] !== "\n") end += 1;
    while (start < end && /\s/.test(whole[start])) start += 1;
    take(start, end, whole.slice(start, end).join(""));
    beside(true);
    form.elements.kind.focus();
  });
  // The form comes beside the words once they are selected, and goes back on Escape.
  const panel = form.closest(".adding");
  const beside = (on) => { if (panel) panel.classList.toggle("beside-words", on); };
  const selected = () => { const s = getSelection(); return !s.isCollapsed && text.contains(s.anchorNode); };
  for (const name of ["mouseup", "touchend"]) text.addEventListener(name, () => { if (selected()) beside(true); });
  text.addEventListener("keyup", (event) => { if (event.key === "Shift" && selected()) beside(true); });
  addEventListener("keydown", (event) => { if (event.key === "Escape") beside(false); });
}
