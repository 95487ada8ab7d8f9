import assert from "node:assert/strict";
import { test } from "node:test";
import { dated, dayOf, kept, spanOf, spoken, stepAt, stepOf, within, written } from "../../src/map/spans.ts";
import { told } from "./told.ts";

const DAY = 86_400;
const noon = (day: number): number => day * DAY + 43_200;
const today = dayOf(noon(20_000));

test("a day is the reader's own", () => {
  assert.equal(today, 20_000);
  assert.equal(dayOf(noon(20_001)) - today, 1);
});

test("steps of age include their last day", () => {
  assert.deepEqual([0, 14, 15, 92, 93, 5000].map((age) => stepAt(age, told.fading)), [0, 0, 1, 1, 2, 2]);
});

test("what has no time is of no age, one ahead is fresh, and what went on is as old as its end", () => {
  assert.equal(stepOf({}, today, told.fading), undefined);
  assert.equal(stepOf({ time: noon(today + 3) }, today, told.fading), 0);
  assert.equal(stepOf({ time: noon(today - 200) }, today, told.fading), 2);
  assert.equal(stepOf({ time: noon(today - 200), ends: noon(today - 1) }, today, told.fading), 0);
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

test("an address says a span by its days, and nothing by anything else", () => {
  const span = { first: 20_000, last: 20_031 };
  assert.deepEqual(spoken(written(span.first), written(span.last)), span);
  for (const [first, last] of [[null, null], ["2026-05-02", "2026-05-01"], ["2026-13-01", "2026-13-02"], ["x", "2026-05-01"], ["2026-05-01", null]] as const) {
    assert.equal(spoken(first, last), null);
  }
});

test("the slider chooses among what has a day and does not last", () => {
  const things = [{ properties: { time: 5 } }, { properties: { time: 5, lasting: true } }, { properties: {} }];
  assert.deepEqual(dated(things), [things[0]]);
});
