import assert from "node:assert/strict";
import { test } from "node:test";
import { dayOf, kept, spanOf, strength, strengthAt, within } from "../../src/map/spans.ts";
import { told } from "./told.ts";

const DAY = 86_400;
const noon = (day: number): number => day * DAY + 43_200;
const today = dayOf(noon(20_000));

test("a day is the reader's own", () => {
  assert.equal(today, 20_000);
  assert.equal(dayOf(noon(20_001)) - today, 1);
});

test("older is paler, by steps that include their last day", () => {
  assert.deepEqual([0, 14, 15, 92, 93, 5000].map((age) => strengthAt(age, told.fading)), [1, 1, 0.75, 0.75, 0.3, 0.3]);
});

test("what has no time, or one ahead, does not fade; what went on fades by its end", () => {
  assert.equal(strength({}, today, told.fading), 1);
  assert.equal(strength({ time: noon(today + 3) }, today, told.fading), 1);
  assert.equal(strength({ time: noon(today - 200) }, today, told.fading), 0.3);
  assert.equal(strength({ time: noon(today - 200), ends: noon(today - 1) }, today, told.fading), 1);
});

test("the span reaches from the oldest thing to today; what lasts does not stretch it", () => {
  assert.deepEqual(spanOf([{ time: noon(today - 9) }, { time: noon(today - 2) }, {}], today), { first: today - 9, last: today });
  assert.equal(spanOf([{ time: noon(today - 900), lasting: true }, {}], today), null);
  assert.equal(spanOf([{ time: noon(today) }], today), null);
  assert.equal(spanOf([], today), null);
});

test("a span holds its first day and its last", () => {
  const span = { first: today - 5, last: today - 3 };
  const inside = [2, 3, 4, 5, 6].map((ago) => within({ time: noon(today - ago) }, span));
  assert.deepEqual(inside, [false, true, true, true, false]);
  assert.ok(within({}, span));
  assert.ok(within({ time: noon(today - 90) }, null));
});

test("what went on is there on each of its days, and what lasts from its first", () => {
  const span = { first: today - 5, last: today - 3 };
  assert.ok(within({ time: noon(today - 9), ends: noon(today - 5) }, span));
  assert.ok(!within({ time: noon(today - 9), ends: noon(today - 6) }, span));
  assert.ok(within({ time: noon(today - 900), lasting: true }, span));
  assert.ok(!within({ time: noon(today), lasting: true }, span));
});

test("a chosen span stays where it was as far as there is something", () => {
  const whole = { first: 10, last: 20 };
  assert.deepEqual(kept({ first: 12, last: 15 }, whole), { first: 12, last: 15 });
  assert.deepEqual(kept({ first: 5, last: 15 }, whole), { first: 10, last: 15 });
  assert.deepEqual(kept({ first: 1, last: 5 }, whole), whole);
  assert.deepEqual(kept(null, whole), whole);
  assert.equal(kept({ first: 1, last: 5 }, null), null);
});
