// The box that Ctrl-K opens, and names of states that complete while they are typed.
"use strict";

{
  const box = document.getElementById("palette");
  const input = document.getElementById("palette-q");
  const list = document.getElementById("palette-found");
  let asked = 0, chosen = -1;

  const options = () => [...list.children];
  function choose(n) {
    const all = options();
    chosen = all.length ? (n + all.length + 1) % (all.length + 1) : all.length;
    if (chosen === all.length) chosen = -1;
    all.forEach((o, i) => o.setAttribute("aria-selected", String(i === chosen)));
    if (chosen < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", all[chosen].id);
      all[chosen].scrollIntoView({ block: "nearest" });
    }
  }

  function show(rows) {
    list.replaceChildren(...rows.map((row, i) => {
      const option = document.createElement("li");
      option.id = `palette-${i}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.href = row.href;
      const name = document.createElement("strong");
      name.textContent = row.name;
      const note = document.createElement("span");
      note.className = "quiet";
      note.textContent = [row.kind, row.by === row.name ? "" : row.by, row.note].filter(Boolean).join(" · ");
      option.append(name, " ", note);
      option.addEventListener("click", () => { location.href = row.href; });
      return option;
    }));
    input.setAttribute("aria-expanded", String(rows.length > 0));
    chosen = -1;
  }

  async function suggest() {
    const mine = ++asked;
    const words = input.value.trim();
    const answer = words && await fetch(`/suggest?q=${encodeURIComponent(words)}`);
    const rows = answer && answer.ok ? (await answer.json()).rows : [];
    if (mine !== asked) return;
    show(rows);
    list.removeAttribute("aria-busy");
  }

  let waiting;
  input.addEventListener("input", () => { list.setAttribute("aria-busy", "true"); clearTimeout(waiting); waiting = setTimeout(suggest, 120); });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen < 0 ? options().length - 1 : chosen - 1);
    else if (event.key === "Escape") box.close();  // a search field would only be emptied
    else if (event.key === "Enter" && chosen >= 0) location.href = options()[chosen].dataset.href;
    else return;
    event.preventDefault();
  });

  window.openPalette = () => {
    if (box.open) return;
    input.value = document.getElementById("find").value;
    show([]);
    box.showModal();
    input.select();
    suggest();
  };
  box.addEventListener("click", (event) => { if (event.target === box) box.close(); });

  // Names of states, asked for once, when somebody first comes to a field that takes one.
  const takesState = "input[name=state], input[name=one], input[name=other], input[data-states]";
  let filled = false;
  document.addEventListener("focusin", async (event) => {
    if (!event.target.matches(takesState)) return;
    event.target.setAttribute("list", "states");
    if (filled) return;
    filled = true;
    const answer = await fetch("/suggest/states");
    if (!answer.ok) { filled = false; return; }
    const rows = (await answer.json()).rows;
    document.getElementById("states").replaceChildren(...rows.map((row) => {
      const option = document.createElement("option");
      option.value = row.name;
      option.label = row.note;
      return option;
    }));
  });
}
