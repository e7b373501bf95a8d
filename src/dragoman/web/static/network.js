// A network of the pairs in the table below it: a state leads to its page, a line to the two; nothing runs through a name.
"use strict";

{
  const LINES = 120;
  let width, height, narrow;  // fewer units where it is narrow, so that names can be read

  function read(table) {
    const nodes = new Map();
    const links = [...table.querySelectorAll("tbody tr")].slice(0, LINES).map((row) => {
      const names = row.dataset.names.split("|"), ends = [row.dataset.source, row.dataset.target], n = Number(row.dataset.events);
      ends.forEach((id, i) => {
        const node = nodes.get(id) ?? { id, name: names[i], n: 0, with: [] };
        node.n += n;
        node.with.push(`${names[1 - i]} ${n}`);
        nodes.set(id, node);
      });
      const good = Number(row.dataset.good), bad = Number(row.dataset.bad);
      return { source: ends[0], target: ends[1], n, href: row.querySelector("a").getAttribute("href"), kind: good > bad ? "cooperation" : bad > good ? "conflict" : "mixed", title: `${names.join(" – ")}: ${n} events` };
    });
    return { links, points: [...nodes.values()] };
  }

  function lay(points, links) {
    for (const p of points) { p.r = 4 + Math.sqrt(p.n); p.wide = 6.2 * p.name.length + 10; }
    const spread = d3.forceSimulation(points)
      .force("link", d3.forceLink(links).id((d) => d.id).distance(100).strength(0.2))
      .force("push", d3.forceManyBody().strength(-260))
      .force("apart", d3.forceCollide((p) => Math.max(p.r + 14, p.wide / 2.4)))
      .force("x", d3.forceX(width / 2).strength(0.05)).force("y", d3.forceY(height / 2).strength(0.09)).stop();
    for (let i = 0; i < 300; i += 1) spread.tick();
    fit(points, "x", 30, width - 30);
    fit(points, "y", 24, height - 24);
  }

  // What is wider or higher than there is room for is drawn closer together; what only lies outside is moved.
  function fit(points, axis, from, to) {
    const [least, most] = d3.extent(points, (p) => p[axis]);
    const by = Math.min(1, (to - from) / (most - least || 1));
    const start = Math.max(from, Math.min(least, to - (most - least) * by));
    for (const p of points) p[axis] = start + (p[axis] - least) * by;
  }

  // A name goes where it covers no dot and no other name: right, left, above or below its own, or aslant; else it is shown when the dot is chosen.
  function name(points) {
    const taken = points.map((p) => [p.x - p.r, p.y - p.r, p.x + p.r, p.y + p.r]);
    const covers = (a) => taken.some((b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1]);
    for (const p of [...points].sort((a, b) => b.n - a.n)) {
      const w = p.wide, h = 15;
      const spots = [[p.x + p.r + 2, p.y - h / 2], [p.x - p.r - 2 - w, p.y - h / 2], ...[p.y - p.r - h - 2, p.y + p.r + 2].flatMap((y) => [[p.x - w / 2, y], [p.x - p.r, y], [p.x + p.r - w, y]])];
      const spot = spots.find(([x, y]) => x > 0 && x + w < width && y > 0 && y + h < height && !covers([x, y, x + w, y + h]));
      p.hidden = !spot;
      [p.lx, p.ly] = spot ?? spots[2];
      if (spot) taken.push([p.lx, p.ly, p.lx + w, p.ly + h]);
    }
  }

  function draw() {
    const box = document.getElementById("network");
    if (!box || box.querySelector("svg")) return;
    narrow = box.clientWidth < 600;
    [width, height] = narrow ? [520, 640] : [960, 620];
    const { links, points } = read(document.getElementById("pairs"));
    lay(points, links);
    name(points);
    const svg = d3.select(box).append("svg").attr("viewBox", `0 0 ${width} ${height}`).attr("role", "group").attr("aria-label", box.dataset.label);
    const all = svg.append("g");
    const lines = all.append("g").selectAll("a").data(links).join("a").attr("href", (l) => l.href).attr("aria-label", (l) => l.title).attr("tabindex", "-1");
    const end = (l) => (a) => a.attr("x1", l.source.x).attr("y1", l.source.y).attr("x2", l.target.x).attr("y2", l.target.y);
    lines.append("title").text((l) => l.title);
    lines.append("line").attr("class", "wide").each(function (l) { end(l)(d3.select(this)); });
    lines.append("line").attr("class", (l) => l.kind).attr("stroke-width", (l) => 1 + Math.sqrt(l.n)).each(function (l) { end(l)(d3.select(this)); });
    const states = all.append("g").selectAll("a").data(points).join("a").attr("href", (p) => `/state/${p.id}`)
      .attr("class", (p) => `state${p.hidden ? " hidden" : ""}`).attr("aria-label", (p) => `${p.name}: ${p.n} events, with ${p.with.slice(0, 8).join(", ")}`);
    states.append("circle").attr("cx", (p) => p.x).attr("cy", (p) => p.y).attr("r", (p) => p.r);
    states.append("rect").attr("class", "under").attr("x", (p) => p.lx).attr("y", (p) => p.ly).attr("width", (p) => p.wide).attr("height", 15).attr("rx", 3);
    states.append("text").attr("x", (p) => p.lx + p.wide / 2).attr("y", (p) => p.ly + 11.5).attr("text-anchor", "middle").text((p) => p.name);
    const lit = (p) => lines.classed("lit", (l) => p && (l.source === p || l.target === p));
    states.on("focus mouseenter", (event, p) => { lit(p); d3.select(event.currentTarget).raise(); }).on("blur mouseleave", () => lit(null));
    const zoom = d3.zoom().scaleExtent([0.5, 6]).filter((event) => event.type !== "wheel" || event.ctrlKey).on("zoom", (event) => all.attr("transform", event.transform));
    svg.call(zoom).on("dblclick.zoom", null);
    zooming(box, svg, zoom);
    const said = document.getElementById("said");
    roving(states.nodes(), (i) => [points[i].x, points[i].y], said);
    lines.on("mouseenter", (event, l) => { said.textContent = l.title; });
  }
  addEventListener("DOMContentLoaded", draw);
  document.addEventListener("htmx:afterSettle", draw);
  addEventListener("resize", () => {
    const box = document.getElementById("network");
    if (box?.querySelector("svg") && narrow !== box.clientWidth < 600) { box.replaceChildren(); draw(); }
  });
}
