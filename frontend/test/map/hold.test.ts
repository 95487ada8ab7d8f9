import assert from "node:assert/strict";
import { test } from "node:test";
import { coverZoom, holds, inner, within } from "../../src/map/hold.ts";
import type { Bounds } from "../../src/map/work.ts";

const near = (one: number, other: number): boolean => Math.abs(one - other) < 1e-6;

test("the whole world covers a square of 512 at zoom 0, and twice of it a zoom later", () => {
  const world: Bounds = [-180, -85.0511287798066, 180, 85.0511287798066];
  assert.ok(near(coverZoom(world, 512, 512), 0));
  assert.ok(near(coverZoom(world, 1024, 512), 1));
  assert.ok(near(coverZoom(world, 512, 2048), 2));
});

test("a box lies in another one with all of its sides", () => {
  assert.ok(within([1, 1, 2, 2], [1, 0, 2, 3]));
  for (const inner of [[0, 1, 2, 2], [1, 0, 2, 2], [1, 1, 4, 2], [1, 1, 2, 4]] as Bounds[]) assert.ok(!within(inner, [1, 1, 3, 3]));
});

test("the map is held on its ground unless something to see would be left out", () => {
  const [ground, inside, beyond]: Bounds[] = [[16, 56, 16.2, 56.1], [16.05, 56.02, 16.1, 56.05], [15.9, 56.02, 16.1, 56.05]];
  const frame = { width: 1168, height: 736 };
  const cover = coverZoom(ground!, frame.width, frame.height);
  assert.ok(holds(frame, ground!, inside!, cover + 1));
  assert.ok(!holds(frame, ground!, inside!, cover - 0.1)); // it would not all fit
  assert.ok(!holds(frame, ground!, beyond!, cover + 1));
  assert.ok(holds(frame, ground!, null, 0));
});

test("a ground's rim is left out on every side", () => {
  const ground: Bounds = [16, 56, 18, 57];
  assert.ok(within(inner(ground), ground));
  assert.ok(near(inner(ground)[0] - 16, 0.05) && near(57 - inner(ground)[3], 0.025));
});
