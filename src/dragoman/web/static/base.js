// What every page does: files dropped onto the upload form, and focus after htmx has put something in.
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

document.addEventListener("htmx:afterSwap", (event) => {
  const forms = event.target.matches(".slot") && event.target.querySelector("select, input:not([type=hidden])");
  if (forms) forms.focus();
});
