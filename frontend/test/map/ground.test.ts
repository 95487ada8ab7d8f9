import assert from "node:assert/strict";
import { test } from "node:test";
import { ground } from "../../src/map/ground.ts";

const tiles = "kept:///places/tiles/{z}/{x}/{y}.mvt";
const drawn = (from: Parameters<typeof ground>[0]): [string, string][] =>
  ground(from).layers.flatMap((layer) => ("source-layer" in layer ? [[layer.id, layer["source-layer"] ?? ""]] : []));

test("our own ground, kept by a phone or not, shows railways, major roads and water", () => {
  const layers = new Map(drawn({ tiles }));
  assert.deepEqual(
    ["rail", "rail-light", "major", "water", "water-line"].map((id) => layers.get(id)),
    ["rails", "rails", "roads", "water", "water"],
  );
});

test("a base map shows the same, from the layers that it has them in", () => {
  const layers = new Map(drawn({ tiles, pmtiles: "pmtiles:///base.pmtiles" }));
  assert.deepEqual(
    ["rail", "rail-light", "major", "water", "water-line"].map((id) => layers.get(id)),
    ["roads", "roads", "roads", "water", "water"],
  );
});

test("a street that crosses a railway lies on top of it", () => {
  const ids = drawn({ tiles }).map(([id]) => id);
  assert.ok(ids.indexOf("rail-light") < ids.indexOf("minor-edge"));
});
