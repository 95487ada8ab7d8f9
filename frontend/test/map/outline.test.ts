import assert from "node:assert/strict";
import test from "node:test";
import { outlineOf, partsOf } from "../../src/map/outline.ts";

const ring = [[16.3, 56.6], [16.4, 56.6], [16.4, 56.7], [16.3, 56.6]];
const square = { type: "Polygon" as const, coordinates: [ring] };

test("polygons survive being written and read", () => {
  assert.deepEqual(partsOf(outlineOf([square, square])), [square, square]);
});

test("any GeoJSON with polygons is read", () => {
  const feature = { type: "Feature", properties: {}, geometry: square };
  for (const told of [square, feature, { type: "FeatureCollection", features: [feature] }])
    assert.deepEqual(partsOf(JSON.stringify(told)), [square]);
});

test("coordinates are cut to a centimetre", () => {
  const long = { type: "Polygon", coordinates: [ring.map(([x = 0, y = 0]) => [x + 1e-11, y])] };
  assert.deepEqual(partsOf(JSON.stringify(long)), [square]);
});

test("what can't be drawn gives nothing", () => {
  const hole = { type: "Polygon", coordinates: [ring, ring] };
  const metres = { type: "Polygon", coordinates: [ring.map(() => [584000, 6280000])] };
  for (const text of ["", "{", "null", "[]", '{"type":"Point","coordinates":[1,2]}', '{"type":"Polygon"}',
    JSON.stringify(hole), JSON.stringify(metres), JSON.stringify({ type: "Polygon", coordinates: [[[1, 2]]] })])
    assert.deepEqual(partsOf(text), [], text);
});

test("nothing drawn is nothing written", () => {
  assert.equal(outlineOf([]), "");
});
