// What every page does: files dropped onto the upload form, focus after htmx has put something in, tables that become cards, and print.
"use strict";

for (const form of document.querySelectorAll("form.upload")) {
  const input = form.querySelector("input[type=file]");
  const over = (on) => (event) => { event.preventDefault(); form.classList.toggle("over", on); };
  form.addEventListener("dragover", over(true));
  form.addEventListener("dragleave", over(false));
  form.addEventListener("drop", (event) => {
    over(false)(event);
    if (event.dataTransfer.files.length) {
      input.files = event.dataTransfer.files;
      form.requestSubmit();
    }
  });
}

for (const form of document.querySelectorAll("form.upload, form.examples")) {
  form.addEventListener("submit", () => {
    const button = form.querySelector("button:not([type=button])");
    button.textContent = "Reading…";
    setTimeout(() => { button.disabled = true; });
  });
}

// On narrow screens a table is shown as cards: each cell says what its column is, and stays a cell for those who listen.
function label(root) {
  for (const table of root.querySelectorAll("table:not(.plain)")) {
    const own = (th) => [...th.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.textContent).join(" ").trim();
    const heads = [...table.querySelectorAll("thead tr:last-child > *")].map((th) => own(th) || th.textContent.trim());
    if (!heads.length) continue;
    table.classList.add("cardy");
    table.setAttribute("role", "table");
    for (const part of table.querySelectorAll("thead, tbody, tfoot")) part.setAttribute("role", "rowgroup");
    for (const row of table.rows) {
      row.setAttribute("role", "row");
      [...row.cells].forEach((cell, i) => {
        cell.setAttribute("role", cell.tagName === "TD" ? "cell" : row.parentElement.tagName === "THEAD" ? "columnheader" : "rowheader");
        if (row.parentElement.tagName === "TBODY") cell.dataset.label = heads[i] ?? "";
        cell.classList.toggle("bare", cell.textContent.trim() === "");
      });
    }
  }
}
label(document);

document.addEventListener("htmx:afterSwap", (event) => {
  const forms = event.target.matches(".slot") && event.target.querySelector("select, input:not([type=hidden])");
  if (forms) forms.focus();
  label(document);
});

// What is folded away is printed too, but for the forms.
let opened = [];
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details:not([open]):not(.correct):not(.facet)")];
  for (const d of opened) d.open = true;
});
addEventListener("afterprint", () => { for (const d of opened) d.open = false; });
