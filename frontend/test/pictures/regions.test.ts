import assert from "node:assert/strict";
import { test } from "node:test";
import { between, parse, typed } from "../../src/pictures/regions.ts";

test("a rectangle is the same whichever way it was drawn", () => {
  const drawn = [0.1, 0.2, 0.3, 0.4];
  assert.deepEqual(between({ x: 0.1, y: 0.2 }, { x: 0.4, y: 0.6 }), drawn);
  assert.deepEqual(between({ x: 0.4, y: 0.6 }, { x: 0.1, y: 0.2 }), drawn);
  assert.deepEqual(between({ x: 0.4, y: 0.2 }, { x: 0.1, y: 0.6 }), drawn);
});

test("a finger that leaves the picture draws to its edge", () => {
  assert.deepEqual(between({ x: 0.5, y: 0.5 }, { x: 3, y: -2 }), [0.5, 0, 0.5, 0.5]);
});

test("a touch draws nothing", () => {
  assert.equal(between({ x: 0.5, y: 0.5 }, { x: 0.501, y: 0.9 }), null);
  assert.equal(between({ x: NaN, y: 0 }, { x: 1, y: 1 }), null);
});

test("numbers as people type them", () => {
  assert.deepEqual(typed(["10", " 20 ", "30", "40,5"]), [0.1, 0.2, 0.3, 0.405]);
  assert.equal(typed(["", "", "", ""]), null);
  assert.equal(typed(["a", "1", "10", "10"]), null);
});

test("what the field holds, and nothing of what it can't", () => {
  assert.deepEqual(parse("[[0.1,0.2,0.3,0.4]]"), [[0.1, 0.2, 0.3, 0.4]]);
  for (const text of ["", "{", "{}", "[1]", '[["a",1,2,3]]', "[[1,2,3]]", "null"]) assert.deepEqual(parse(text), []);
});
