// A map of the places in the table below it: each dot leads to its events; dots that would lie on each other are moved apart.
"use strict";

{
  let width, height, narrow;  // fewer units where it is narrow, so that dots can be chosen with a finger
  let world = null;

  function rowsOf(table) {
    return [...table.querySelectorAll("tbody tr")].map((row) => {
      const n = Number(row.dataset.n), good = Number(row.dataset.good);
      return {
        lat: Number(row.dataset.lat), lon: Number(row.dataset.lon), n, href: row.querySelector("a").getAttribute("href"), label: row.dataset.label,
        kind: good * 2 > n ? "cooperation" : good * 2 < n ? "conflict" : "mixed", hollow: row.dataset.facts === "0", size: 3.5 + 1.8 * Math.sqrt(n),
      };
    });
  }

  function projected(rows) {
    const projection = d3.geoNaturalEarth1();
    const points = { type: "MultiPoint", coordinates: rows.map((r) => [r.lon, r.lat]) };
    const spread = d3.extent(rows, (r) => r.lon);
    if (rows.length < 2 || spread[1] - spread[0] >= 120 || spread[1] - spread[0] <= 1) return projection.fitSize([width, height], { type: "Sphere" });
    projection.fitExtent([[width / 7, height / 5], [width - width / 7, height - height / 5]], points);
    projection.scale(Math.min(projection.scale(), 900));
    const [x, y] = projection(d3.geoCentroid(points)), [tx, ty] = projection.translate();
    return projection.translate([tx + width / 2 - x, ty + height / 2 - y]);
  }

  async function draw() {
    const box = document.getElementById("map");
    if (!box || box.querySelector("svg")) return;
    narrow = box.clientWidth < 600;
    [width, height] = narrow ? [560, 340] : [960, 480];
    world = world ?? await (await fetch("/static/vendor/countries-110m.json")).json();
    const rows = rowsOf(document.getElementById("places")), projection = projected(rows), path = d3.geoPath(projection);
    for (const r of rows) [r.ox, r.oy] = projection([r.lon, r.lat]);
    const svg = d3.select(box).append("svg").attr("viewBox", `0 0 ${width} ${height}`).attr("role", "group").attr("aria-label", box.dataset.label);
    const all = svg.append("g");
    all.selectAll("path").data(topojson.feature(world, world.objects.countries).features).join("path").attr("class", "land").attr("d", path);
    const ties = all.append("g").selectAll("line").data(rows).join("line").attr("class", "moved");
    const dots = all.append("g").selectAll("a").data(rows).join("a").attr("href", (r) => r.href).attr("aria-label", (r) => r.label);
    const circles = dots.append("circle").attr("class", (r) => `${r.kind}${r.hollow ? " hollow" : ""}`);

    // Where dots would cover each other they are pushed apart, and a line leads from each to its place.
    function place(k) {
      for (const r of rows) { r.x = r.ox; r.y = r.oy; r.r = r.size / Math.sqrt(k); }
      const apart = d3.forceSimulation(rows).force("apart", d3.forceCollide((r) => r.r + 0.8 / k).iterations(3))
        .force("x", d3.forceX((r) => r.ox).strength(0.12)).force("y", d3.forceY((r) => r.oy).strength(0.12)).stop();
      for (let i = 0; i < 120; i += 1) apart.tick();
      circles.attr("cx", (r) => r.x).attr("cy", (r) => r.y).attr("r", (r) => r.r).attr("stroke-width", 1.2 / k);
      const far = (r) => Math.hypot(r.x - r.ox, r.y - r.oy) > r.r;
      ties.attr("x1", (r) => r.ox).attr("y1", (r) => r.oy).attr("x2", (r) => r.x).attr("y2", (r) => r.y).attr("stroke-width", 0.8 / k)
        .attr("visibility", (r) => (far(r) ? "visible" : "hidden"));
    }
    place(1);
    const zoom = d3.zoom().scaleExtent([1, 24]).filter((event) => event.type !== "wheel" || event.ctrlKey || document.activeElement === box)
      .on("zoom", (event) => all.attr("transform", event.transform)).on("end", (event) => place(event.transform.k));
    svg.call(zoom).on("dblclick.zoom", null);
    zooming(box, svg, zoom);
    roving(dots.nodes(), (i) => [rows[i].x, rows[i].y], document.getElementById("said"));
  }
  addEventListener("DOMContentLoaded", draw);
  document.addEventListener("htmx:afterSettle", draw);
  addEventListener("resize", () => {
    const box = document.getElementById("map");
    if (box?.querySelector("svg") && narrow !== box.clientWidth < 600) { box.replaceChildren(); draw(); }
  });
}
