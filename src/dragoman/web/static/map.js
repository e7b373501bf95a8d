// A map of the places in the table below it.
"use strict";

addEventListener("DOMContentLoaded", async () => {
  const box = document.getElementById("map");
  if (!box) return;
  const rows = [...document.querySelectorAll("#places tbody tr")].map((row) => ({
    lat: Number(row.dataset.lat), lon: Number(row.dataset.lon), n: Number(row.dataset.n), facts: Number(row.dataset.facts),
    good: row.dataset.quad.endsWith("cooperation"), label: [...row.cells].slice(0, 4).map((c) => c.textContent.trim()).filter(Boolean).join(", "),
  }));
  const world = await (await fetch("/static/vendor/countries-110m.json")).json();
  const width = 960, height = 480;
  const projection = d3.geoNaturalEarth1();
  const points = { type: "MultiPoint", coordinates: rows.map((r) => [r.lon, r.lat]) };
  const spread = d3.extent(rows, (r) => r.lon);
  if (rows.length > 1 && spread[1] - spread[0] < 120 && spread[1] - spread[0] > 1) {
    projection.fitExtent([[140, 100], [width - 140, height - 100]], points);
    projection.scale(Math.min(projection.scale(), 900));
    const [x, y] = projection(d3.geoCentroid(points));
    const [tx, ty] = projection.translate();
    projection.translate([tx + width / 2 - x, ty + height / 2 - y]);
  } else {
    projection.fitSize([width, height], { type: "Sphere" });
  }
  const path = d3.geoPath(projection);
  const svg = d3.select(box).append("svg").attr("viewBox", `0 0 ${width} ${height}`).attr("aria-hidden", "true");
  const all = svg.append("g");
  all.selectAll("path").data(topojson.feature(world, world.objects.countries).features).join("path").attr("class", "land").attr("d", path);
  const dots = all.selectAll("circle").data(rows.sort((a, b) => b.n - a.n)).join("circle")
    .attr("class", (r) => `${r.good ? "cooperation" : "conflict"}${r.facts ? "" : " hollow"}`)
    .attr("cx", (r) => projection([r.lon, r.lat])[0]).attr("cy", (r) => projection([r.lon, r.lat])[1])
    .attr("r", (r) => 3 + 2 * Math.sqrt(r.n));
  dots.append("title").text((r) => r.label);
  svg.call(d3.zoom().scaleExtent([1, 12]).on("zoom", (event) => {
    all.attr("transform", event.transform);
    dots.attr("r", (r) => (3 + 2 * Math.sqrt(r.n)) / Math.sqrt(event.transform.k)).attr("stroke-width", 1 / event.transform.k);
  }));
});
