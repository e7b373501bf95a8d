// A figure of links with one stop of the keyboard: arrows go to the nearest in their direction, Enter follows, and what is meant is said below.
"use strict";

window.roving = (nodes, at, said) => {
  const all = nodes.map((node, i) => ({ node, i }));
  const focusable = (i) => all.forEach((one) => one.node.setAttribute("tabindex", one.i === i ? "0" : "-1"));
  if (all.length) focusable(0);
  const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  for (const { node, i } of all) {
    node.addEventListener("focus", () => { focusable(i); said.textContent = node.getAttribute("aria-label"); });
    node.addEventListener("mouseenter", () => { said.textContent = node.getAttribute("aria-label"); });
    node.addEventListener("keydown", (event) => {
      const way = ways[event.key];
      if (!way) return;
      event.preventDefault();
      const [x, y] = at(i);
      let best = -1, least = Infinity;
      for (const other of all) {
        const [u, v] = at(other.i);
        const along = (u - x) * way[0] + (v - y) * way[1], across = Math.abs((u - x) * way[1]) + Math.abs((v - y) * way[0]);
        if (other.i !== i && along > 0.5 && along + 2 * across < least) { least = along + 2 * across; best = other.i; }
      }
      if (best >= 0) all[best].node.focus();
    });
  }
};

// Buttons that make a figure larger and smaller, for those who have no wheel.
window.zooming = (box, svg, zoom) => {
  const bar = document.createElement("div");
  bar.className = "zoom";
  for (const [sign, words, act] of [
    ["+", "Larger", () => zoom.scaleBy(svg, 1.6)], ["−", "Smaller", () => zoom.scaleBy(svg, 1 / 1.6)], ["○", "All of it", () => zoom.transform(svg, d3.zoomIdentity)],
  ]) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = sign;
    button.setAttribute("aria-label", words);
    button.title = words;
    button.addEventListener("click", act);
    bar.append(button);
  }
  box.append(bar);
};
