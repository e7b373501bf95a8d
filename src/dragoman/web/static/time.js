// Time as a slider: two handles that set the days of the filter and ask for the same page with them.
"use strict";

{
  const months = (day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
  const name = (m) => `${String(Math.floor(m / 12)).padStart(4, "0")}-${String((m % 12) + 1).padStart(2, "0")}`;
  const last = (m) => new Date(Date.UTC(Math.floor(m / 12), (m % 12) + 1, 0)).toISOString().slice(0, 10);

  function slide(box) {
    const form = document.querySelector("form.filters");
    const since = form.elements.since, until = form.elements.until;
    const low = box.querySelector(".low"), high = box.querySelector(".high"), said = box.querySelector("output");
    const first = months(box.dataset.first), end = months(box.dataset.last);
    for (const range of [low, high]) range.max = String(end - first);
    const within = (day, otherwise) => String(day ? Math.max(0, Math.min(end - first, months(day) - first)) : otherwise);
    low.value = within(since.value, 0);
    high.value = within(until.value, end - first);
    const say = () => {
      const from = name(first + Number(low.value)), to = name(first + Number(high.value));
      said.textContent = from === to ? from : `${from} to ${to}`;
      low.setAttribute("aria-valuetext", from);
      high.setAttribute("aria-valuetext", to);
    };
    const moved = (event) => {
      if (Number(low.value) > Number(high.value)) (event.target === low ? high : low).value = event.target.value;
      say();
    };
    const done = () => {
      since.value = low.value === "0" ? "" : `${name(first + Number(low.value))}-01`;
      until.value = high.value === high.max ? "" : last(first + Number(high.value));
      form.requestSubmit();
    };
    for (const range of [low, high]) {
      range.addEventListener("input", moved);
      range.addEventListener("change", done);
    }
    say();
    box.hidden = false;
  }
  addEventListener("DOMContentLoaded", () => { for (const box of document.querySelectorAll(".time")) slide(box); });
}
