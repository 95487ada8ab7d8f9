import assert from "node:assert/strict";
import { test } from "node:test";
import { moved, pointed, without } from "../../../src/measures/walks/stops.ts";

test("a point is written with its latitude first", () => {
  assert.equal(pointed(16.3621149, 56.66123), "(56.661230, 16.362115)");
});

test("a stop moves within its list, and no other is lost", () => {
  assert.deepEqual(moved(["a", "b", "c"], 0, 2), ["b", "c", "a"]);
  assert.deepEqual(moved(["a", "b", "c"], 2, 1), ["a", "c", "b"]);
  assert.deepEqual(moved(["a", "b"], 0, -1), ["a", "b"]);
  assert.deepEqual(moved(["a", "b"], 1, 2), ["a", "b"]);
  assert.deepEqual(without(["a", "b", "a"], 0), ["b", "a"]);
});
