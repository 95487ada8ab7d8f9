import assert from "node:assert/strict";
import { test } from "node:test";
import { boundsOf, counts, drawn, joined, names, parseBounds, ranks } from "../../src/map/work.ts";
import { Looks } from "../../src/map/looks.ts";
import { crowded, FEW } from "../../src/map/many.ts";
import { told } from "./told.ts";
import type { WorkFeature } from "../../src/map/work.ts";

const point = (x: number, y: number, properties = {}): WorkFeature => ({
  type: "Feature",
  properties,
  geometry: { type: "Point", coordinates: [x, y] },
});

test("the box holds every kind of geometry", () => {
  const area: WorkFeature = {
    type: "Feature",
    properties: {},
    geometry: { type: "MultiPolygon", coordinates: [[[[16, 56], [17, 56], [17, 57], [16, 56]]]] },
  };
  assert.deepEqual(boundsOf([point(15.5, 56.5), area]), [15.5, 56, 17, 57]);
});

test("nothing has no box", () => {
  assert.equal(boundsOf([]), null);
  assert.equal(boundsOf([{ type: "Feature", properties: {}, geometry: { type: "GeometryCollection", geometries: [] } }]), null);
});

test("bounds are four numbers or nothing", () => {
  assert.deepEqual(parseBounds("16.1, 56.5,16.5,56.8"), [16.1, 56.5, 16.5, 56.8]);
  for (const wrong of [undefined, "", "1,2,3", "1,2,3,x", "1,,3,4", "1,2,3,Infinity"]) assert.equal(parseBounds(wrong), null);
});

test("joining numbers the features and drops those without a place", () => {
  const without = { type: "Feature", properties: {}, geometry: null } as unknown as WorkFeature;
  const features = joined([
    { type: "FeatureCollection", features: [point(1, 2, { kind: "door", state: "talked" }), without] },
    { type: "FeatureCollection", features: [point(3, 4, { kind: "burglary", state: "unheard-of" })] },
  ]);
  assert.deepEqual(features.map(({ id, properties }) => [id, properties.kind]), [[0, "door"], [1, "burglary"]]);
  assert.deepEqual([...counts(features)], [["door", 1], ["burglary", 1]]);
});

test("features are drawn by their looks, and by their age in the way that those say", () => {
  const old = { time: 0 };
  const area: WorkFeature = { ...point(0, 0, { kind: "risk", state: "1" }), geometry: { type: "Polygon", coordinates: [] } };
  const points = ["door", "cocoon", "burglary"].map((kind) => point(1, 2, { kind, ...old }));
  const [door, cocoon, burglary, risk] = drawn([...points, area], new Looks(told), 20_000).map(({ properties }) => properties);
  assert.deepEqual([door?.symbol, door?.opacity, door?.scale], ["door/open", 1, undefined]);
  assert.deepEqual([cocoon?.symbol, cocoon?.opacity, cocoon?.scale], ["cocoon/active", 0.3, undefined]);
  assert.deepEqual([burglary?.symbol, burglary?.opacity, burglary?.scale], ["burglary/confirmed@2", 1, 0.7]);
  assert.deepEqual([risk?.fill, risk?.depth, risk?.backdrop, risk?.symbol], ["#ffffff", 0.5, true, undefined]);
});

test("a kind is crowded by its own points only", () => {
  const doors = Array.from({ length: FEW + 1 }, (_none, at) => point(at, 1, { kind: "door" }));
  const others = Array.from({ length: FEW }, (_none, at) => point(at, 2, { kind: "burglary" }));
  assert.deepEqual([...crowded([...doors, ...others])], ["door"]);
});

test("a ranked area has its number at its upper left corner", () => {
  const zone = (properties: object, ...ring: [number, number][]): WorkFeature =>
    ({ type: "Feature", properties, geometry: { type: "MultiPolygon", coordinates: [[ring]] } });
  const square: [number, number][] = [[16, 56], [16.2, 56], [16.2, 56.1], [16, 56.1], [16, 56]];
  const { features } = ranks([zone({ rank: 2 }, ...square), zone({ rank: 3 }), zone({}, ...square), point(1, 2)]);
  assert.deepEqual(features.map(({ properties, geometry }) => [properties.rank, geometry.coordinates]), [[2, [16, 56.1]]]);
});

test("an area's name is written once, where the server says", () => {
  const features = names([point(1, 2, { name: "Malmen", at: [16, 56] }), point(3, 4, { at: [17, 57] }), point(5, 6)]);
  assert.deepEqual(features.features.map(({ properties, geometry }) => [properties.name, geometry.coordinates]), [["Malmen", [16, 56]]]);
});
