import assert from "node:assert/strict";
import { test } from "node:test";
import { QUIET, Silence } from "../../../../src/measures/alarms/console/sound.ts";

test("silence is for those that wait now, and ends by itself", () => {
  const silence = new Silence();
  silence.begin(["1", "2"], 1000);
  assert.deepEqual(silence.audible(["1", "2"], 2000), []);
  assert.deepEqual(silence.audible(["1", "3"], 2000), ["3"]);
  assert.equal(silence.left(1000), QUIET);
  assert.deepEqual(silence.audible(["1", "2"], 1000 + QUIET), ["1", "2"]);
});

test("silence can be ended before its time", () => {
  const silence = new Silence();
  silence.begin(["1"], 0);
  silence.end();
  assert.deepEqual(silence.audible(["1"], 1), ["1"]);
  assert.equal(silence.left(1), 0);
});
