import assert from "node:assert/strict";
import { test } from "node:test";
import { Clock, elapsed, pace } from "../../../../src/measures/alarms/console/clock.ts";

test("the server's clock counts, whatever the computer believes", () => {
  let ticks = 500;
  const clock = new Clock(() => ticks);
  clock.heard(1_000_000);
  ticks += 30_000;
  assert.equal(clock.now(), 1_030_000);
});

test("an answer that was long under way does not set the clock back", () => {
  let ticks = 0;
  const clock = new Clock(() => ticks);
  clock.heard(1_000_000);
  ticks = 4_000;
  clock.heard(1_002_500); // sent 1.5 s before it came
  assert.equal(clock.now(), 1_004_000);
});

test("a server whose clock is set back is followed in the end", () => {
  const clock = new Clock(() => 0);
  clock.heard(1_000_000);
  for (let beat = 0; beat < 12; beat++) clock.heard(900_000);
  assert.equal(clock.now(), 900_000);
});

test("time that has passed is never negative and grows an hour when it must", () => {
  assert.deepEqual([-5, 0, 45_999, 723_000, 11_100_000].map(elapsed), ["0:00", "0:00", "0:45", "12:03", "3:05:00"]);
});

test("the last third of a goal is soon, past it is over, past the limit late", () => {
  const paces = [0, 60, 61, 90, 91, 180, 181].map((seconds) => pace(seconds, 90, 180));
  assert.deepEqual(paces, ["calm", "calm", "soon", "soon", "over", "over", "late"]);
});
