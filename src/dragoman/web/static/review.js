// One key a decision. The keys are off while something is typed, with Ctrl, Alt or Meta, and where the box is not ticked.
"use strict";

const box = document.getElementById("single-keys");
const edit = document.getElementById("edit");
if (box) {
  box.checked = localStorage.getItem("dragoman_keys") !== "off";
  box.addEventListener("change", () => localStorage.setItem("dragoman_keys", box.checked ? "on" : "off"));
}

function open() {
  edit.open = true;
  edit.querySelector("select, input:not([type=hidden])").focus();
}

let sent = false;
for (const form of document.querySelectorAll("form")) form.addEventListener("submit", () => { sent = true; });
for (const link of document.querySelectorAll("a[href='#edit']")) link.addEventListener("click", (event) => { event.preventDefault(); open(); });

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && edit && edit.contains(event.target)) {
    edit.open = false;
    document.activeElement.blur();
    return;
  }
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.repeat || sent) return;
  if (event.target.closest("input:not([type=checkbox]), select, textarea, dialog") || (box && !box.checked)) return;
  const control = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!control) return;
  event.preventDefault();
  if (control.dataset.key === "e") open();
  else control.click();
});
