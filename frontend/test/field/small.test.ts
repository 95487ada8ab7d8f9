import assert from "node:assert/strict";
import { test } from "node:test";
import { lightest, MOST_BYTES, STEPS } from "../../src/field/small.ts";

const weighs = (bytes: number): Blob => ({ size: bytes }) as Blob;

test("a photo that is light enough keeps its size and quality", async () => {
  const tried: number[][] = [];
  const made = await lightest(async (...step) => (tried.push(step), weighs(MOST_BYTES)));
  assert.equal(made?.size, MOST_BYTES);
  assert.deepEqual(tried, [[1600, 0.82]]);
});

test("one that is too heavy becomes less fine, then smaller, until it is", async () => {
  const made = await lightest(async (longest, quality) => weighs(longest * longest * quality * 0.6));
  assert.ok(made && made.size <= MOST_BYTES);
  const [last] = STEPS.slice(-1);
  const none = await lightest(async (longest, quality) => weighs(MOST_BYTES + longest * quality));
  assert.equal(none?.size, MOST_BYTES + last![0] * last![1]);
});

test("what can't be drawn is not tried again and again", async () => {
  let tries = 0;
  assert.equal(await lightest(async () => ((tries += 1), null)), null);
  assert.equal(tries, 1);
});
