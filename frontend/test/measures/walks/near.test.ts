import assert from "node:assert/strict";
import { test } from "node:test";
import type { Entry, Snapshot } from "../../../src/field/model.ts";
import { metres, near, project, type Found, type Walks } from "../../../src/measures/walks/near.ts";

const found = (id: number, lat: number, own = true): Found =>
  ({ id, number: id, own, walk: "Malmen", category: "light", feels: "Mörkt", lon: 16.36, lat, state: "Noterad" });
const snapshot = {
  version: "1", user: 3, server_time: "", lease: 9, round: { id: "walks/7", title: "", due: "", expires: "" }, taken: 1_000, ends: 0,
  subjects: [{ id: 7, place: "Malmen", lon: 16.36, lat: 56.66, meets: "", stops: [], pass: "", found: [found(1, 56.66), found(2, 56.7, false)] }],
} as Snapshot & Walks;
const entry = (seq: number, walk: number, more: Partial<Entry> = {}): Entry => ({
  id: String(seq), seq, user: 3, municipality: 1, name: "", round: "walks/7", address: "", status: "waiting", message: "", settled: null,
  told: { id: String(seq), kind: "found", at: "", safety_walk: walk, category: "green", feels: "Häck", lon: 16.36, lat: 56.66 }, ...more,
});

test("a degree of latitude is 111 km", () => {
  assert.ok(Math.abs(metres({ lon: 16, lat: 56 }, { lon: 16, lat: 57 }) - 111_195) < 10);
  assert.equal(metres({ lon: 16, lat: 56 }, { lon: 16, lat: 56 }), 0);
});

test("what lies within 25 m is near, the nearest first, whichever walk it is of", () => {
  const at = (m: number): number => 56.66 + m / 111_195;
  const all = [found(1, at(24)), found(2, at(26)), found(3, at(5), false)];
  assert.deepEqual(near({ lon: 16.36, lat: 56.66 }, all).map(([, { id }]) => id), [3, 1]);
});

test("what waits on the phone stands below what the server knows, and of this walk alone", () => {
  const shown = project(snapshot, [entry(2, 7), entry(1, 7), entry(3, 8), entry(4, 7, { status: "refused" })]);
  assert.deepEqual(shown.map(({ id, number }) => [id, number]), [[1, 1], [2, 2], [0, 2], [0, 3]]);
  assert.ok(shown[2]?.waiting);
});

test("what the server has heard of is shown once", () => {
  assert.equal(project(snapshot, [entry(1, 7, { status: "sent", settled: 900 })]).length, 2);
  assert.equal(project(snapshot, [entry(1, 7, { status: "sent", settled: 1_100 })]).length, 3);
});
