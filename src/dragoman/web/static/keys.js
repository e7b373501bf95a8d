// Keys that every page has; `?` lists them. A page that has keys of its own says so with data-own-keys, and keeps those for rows.
"use strict";

{
  const places = { h: "/", e: "/events", a: "/agreements", d: "/disputes", p: "/people", s: "/statements", m: "/map", n: "/network", r: "/reports", v: "/review", w: "/watch", c: "/coding" };
  const keys = document.getElementById("keys");
  const rows = () => [...document.querySelectorAll("#rows > li, #rows > tbody > tr, #names > li")].filter((row) => row.querySelector("a[href]"));
  let going = false;

  const typing = (node) => node.closest && node.closest("input, textarea, select, dialog[open], [contenteditable]");
  const link = (row) => row.querySelector(".what > a[href], h3 a[href], a[href]");

  function move(by) {
    const all = rows();
    if (!all.length) return;
    const at = all.findIndex((row) => row.contains(document.activeElement));
    const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.max(0, Math.min(all.length - 1, at + by))];
    link(next).focus();
    next.scrollIntoView({ block: "nearest" });
  }

  function turn(rel) {
    const to = document.querySelector(`a[rel=${rel}], ${rel === "next" ? ".more a[href]" : "a.none"}`);
    if (to) to.click();
  }

  const does = { j: () => move(1), k: () => move(-1), n: () => turn("next"), p: () => turn("prev") };

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      window.openPalette();
      return;
    }
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const key = event.key;
    if (going) {
      going = false;
      if (places[key]) { event.preventDefault(); location.href = places[key]; return; }
    }
    if (key === "/") window.openPalette();
    else if (key === "?") keys.showModal();
    else if (key === "g") going = true;  // for as long as somebody needs to find the next key
    else if (does[key] && !document.querySelector("[data-own-keys]")) does[key]();
    else return;
    event.preventDefault();
  });
  document.addEventListener("pointerdown", () => { going = false; });
  keys.addEventListener("click", (event) => { if (event.target === keys) keys.close(); });
}
