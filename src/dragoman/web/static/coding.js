// What a coder selects in the text goes into the form.
"use strict";

const form = document.getElementById("code");
if (form) {
  window.selecting(document.getElementById("text"), form, (start, end, words) => {
    form.elements.start.value = start;
    form.elements.end.value = end;
    form.elements.words.value = words.replace(/\s+/g, " ");
  });
}
