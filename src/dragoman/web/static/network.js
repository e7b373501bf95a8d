// A network of the pairs in the table below it.
"use strict";

addEventListener("DOMContentLoaded", () => {
  const box = document.getElementById("network");
  if (!box) return;
  const nodes = new Map();
  const links = [...document.querySelectorAll("#pairs tbody tr")].slice(0, 120).map((row) => {
    const names = row.dataset.names.split("|");
    const ends = [row.dataset.source, row.dataset.target];
    const n = Number(row.dataset.events);
    ends.forEach((id, i) => {
      const node = nodes.get(id) ?? { id, name: names[i], n: 0 };
      node.n += n;
      nodes.set(id, node);
    });
    const good = Number(row.dataset.good), bad = Number(row.dataset.bad);
    return { source: ends[0], target: ends[1], n, kind: good > bad ? "cooperation" : bad > good ? "conflict" : "mixed", title: `${names.join(" – ")}: ${n} events` };
  });
  const width = 960, height = 620, points = [...nodes.values()];
  const spread = d3.forceSimulation(points)
    .force("link", d3.forceLink(links).id((d) => d.id).distance(90).strength(0.25))
    .force("push", d3.forceManyBody().strength(-190))
    .force("apart", d3.forceCollide(26))
    .force("x", d3.forceX(width / 2).strength(0.05)).force("y", d3.forceY(height / 2).strength(0.08)).stop();
  for (let i = 0; i < 300; i += 1) spread.tick();
  for (const p of points) { p.x = Math.max(40, Math.min(width - 70, p.x)); p.y = Math.max(20, Math.min(height - 20, p.y)); }
  const svg = d3.select(box).append("svg").attr("viewBox", `0 0 ${width} ${height}`).attr("aria-hidden", "true");
  const all = svg.append("g");
  all.selectAll("line").data(links).join("line").attr("class", (l) => l.kind).attr("stroke-width", (l) => 1 + Math.sqrt(l.n))
    .attr("x1", (l) => l.source.x).attr("y1", (l) => l.source.y).attr("x2", (l) => l.target.x).attr("y2", (l) => l.target.y)
    .append("title").text((l) => l.title);
  all.selectAll("circle").data(points).join("circle").attr("cx", (p) => p.x).attr("cy", (p) => p.y).attr("r", (p) => 4 + Math.sqrt(p.n));
  all.selectAll("text").data(points).join("text").attr("x", (p) => p.x + 6 + Math.sqrt(p.n)).attr("y", (p) => p.y + 4).text((p) => p.name);
  svg.call(d3.zoom().scaleExtent([0.5, 6]).on("zoom", (event) => all.attr("transform", event.transform)));
});
