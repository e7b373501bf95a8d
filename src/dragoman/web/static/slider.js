// The date slider of a relationship: moves the date, and asks for the dossier as of that day.
"use strict";

const form = document.querySelector("form.asof");
if (form) {
  const range = form.querySelector("input[type=range]");
  const date = form.querySelector("input[type=date]");
  const first = new Date(`${form.dataset.first}T00:00:00Z`);
  const day = (n) => new Date(first.getTime() + n * 86400000).toISOString().slice(0, 10);
  range.hidden = false;
  const placed = () => { if (date.value) range.value = String(Math.round((new Date(`${date.value}T00:00:00Z`) - first) / 86400000)); };
  placed();
  range.addEventListener("input", () => { date.value = day(Number(range.value)); });
  range.addEventListener("change", () => form.dispatchEvent(new Event("moved")));
  date.addEventListener("change", placed);
}
