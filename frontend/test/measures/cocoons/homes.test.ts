import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Entry } from "../../../src/field/model.ts";
import type { Door, Outcome, Snapshot, Told, Visit } from "../../../src/measures/cocoons/model.ts";
import { counts, group, next, ownVisit, project, type DoorView } from "../../../src/measures/cocoons/state.ts";

const NOW = Date.parse("2025-03-04T17:00:00Z");

const block = (over: Partial<Door> = {}): Door => ({
  id: 1, dwelling_id: 1, address: "Storgatan 6", street: "Storgatan", number: "6", unit: "", building: "Storgatan 6", pass: "",
  order: 1, walk: 1, reason: "near", lat: 0, lon: 0, state: "open", visits: [], claimed_by: null, mine: false,
  homes: 12, homes_by: "told", countable: true, counted_at: null, finished: false, finished_at: null, ...over,
});

const house = (id: number): Door => {
  const { homes: _, homes_by: __, countable: ___, counted_at: ____, finished: _____, finished_at: ______, ...kept } = block({ id, order: id, number: String(id) });
  return kept; // as a phone kept it before homes were told
};

const snapshot = (doors: Door[]): Snapshot => ({
  version: "1", server_time: "", lease: 43_200, round: { id: 1, title: "", due: "", expires: "" }, doors, user: 7, taken: NOW, ends: NOW + 1,
});

let seq = 0;
const entry = (told: Partial<Told>, id = `e${++seq}`): Entry => ({
  id, seq: ++seq, user: 7, municipality: 1, name: "Cilla", round: 1, address: "", status: "waiting", message: "", settled: null,
  told: { id, kind: "visit", door: 1, at: new Date(NOW - 3_600_000 + seq * 1_000).toISOString(), ...told },
});

const visit = (id: string, over: Partial<Visit> = {}): Visit => ({
  id, by: "Dag", mine: false, outcome: "talked", at: "2025-03-04T15:00:00Z", come_back_at: null, follow_ups: [], homes: 1, ...over,
});

const one = (door: Door, ...entries: Entry[]): DoorView => project(snapshot([door]), entries)[0]!;

test("one talk at a block is one home, and the block goes on", () => {
  const view = one(block(), entry({ outcome: "talked", homes: 1 }));
  assert.equal(view.standing, "part");
  assert.deepEqual(counts([view]), { eligible: 12, visited: 1, talked: 1, open: 11, again: 0 });
  assert.equal(next([view], null, NOW)?.id, 1, "the rest of it is still to be walked to");
  assert.equal(group([view])[0]?.left, 11);
});

test("what two phones recorded adds up, and the block is done when all were reached", () => {
  const theirs = visit("d", { homes: 7 });
  const part = one(block({ visits: [theirs] }), entry({ outcome: "card_left", homes: 4 }));
  assert.deepEqual([part.standing, part.behind.done, part.behind.talked], ["part", 11, 7]);
  const all = one(block({ visits: [theirs] }), entry({ outcome: "card_left", homes: 4 }), entry({ outcome: "declined", homes: 1 }));
  assert.equal(all.standing, "done");
  assert.deepEqual(counts([all]), { eligible: 12, visited: 12, talked: 7, open: 0, again: 0 });
});

test("where all were tried and some did not answer, the block is to be tried again", () => {
  const view = one(block(), entry({ outcome: "talked", homes: 8 }), entry({ outcome: "no_answer", homes: 4 }));
  assert.equal(view.standing, "again");
  assert.deepEqual(counts([view]), { eligible: 12, visited: 8, talked: 8, open: 0, again: 4 });
  assert.equal(next([view], null, NOW), null);
});

test("a visitor who has finished closes the block, and may open it again", () => {
  const talk = entry({ outcome: "talked", homes: 3 });
  const end = entry({ kind: "finish", finished: true });
  assert.equal(one(block(), talk, end).standing, "done");
  assert.equal(counts([one(block(), talk, end)]).talked, 3);
  assert.equal(one(block(), talk, end, entry({ kind: "finish", finished: false })).standing, "part");
  assert.equal(one(block(), end).standing, "open", "nobody has been there");
});

test("a colleague's later word on a block stands over what waits here", () => {
  const end = entry({ kind: "finish", finished: true });
  const count = entry({ kind: "count", homes: 14 });
  const later = new Date(NOW).toISOString();
  const theirs = block({ visits: [visit("d", { homes: 3 })], finished_at: later, counted_at: later });
  assert.equal(one(theirs, end).standing, "part");
  assert.equal(one(theirs, count).behind.all, 12);
  assert.equal(one(block(), count).behind.all, 14);
});

test("counted homes are no estimate any more, and a count without a network stands at once", () => {
  assert.equal(one(block({ homes_by: "estimated" })).behind.about, true);
  const view = one(block({ homes_by: "estimated" }), entry({ outcome: "talked", homes: 12 }), entry({ kind: "count", homes: 16 }));
  assert.deepEqual([view.behind.about, view.behind.all, view.behind.done, view.standing], [false, 16, 12, "part"]);
});

test("more homes than there are count as all of them", () => {
  assert.equal(one(block(), entry({ outcome: "talked", homes: 15 })).behind.talked, 12);
});

test("no such address is said of the whole block", () => {
  const view = one(block(), entry({ outcome: "no_such_address", homes: 1 }));
  assert.equal(view.standing, "done");
  assert.equal(counts([view]).eligible, 0);
});

test("undo takes back one's own latest record at a block, also where the first talk is known by it", () => {
  const first = entry({ outcome: "talked", homes: 1 }, "a");
  const second = entry({ outcome: "talked", homes: 2 }, "b");
  assert.equal(ownVisit(one(block(), first, second))?.id, "b");
  assert.equal(one(block(), first, second, entry({ kind: "undo", undoes: "b" })).behind.talked, 1);
});

test("a door kept before homes were told is one home", () => {
  const view = project(snapshot([house(1), house(2)]), [entry({ outcome: "talked" })]);
  assert.equal(view[0]?.standing, "done");
  assert.deepEqual(counts(view), { eligible: 2, visited: 1, talked: 1, open: 1, again: 0 });
});

/** The server is asked the same in tests/cocoons/test_left.py. */
const LEFT = JSON.parse(readFileSync(new URL("left.json", import.meta.url), "utf8")) as { visits: [Outcome, number][]; finished?: boolean; open: number; again: number }[];

for (const { visits, finished, open, again } of LEFT)
  test(`what is left of twelve homes after ${JSON.stringify(visits)}${finished ? ", finished" : ""}`, () => {
    const ends = finished ? [entry({ kind: "finish", finished })] : [];
    const view = one(block(), ...visits.map(([outcome, homes]) => entry({ outcome, homes })), ...ends);
    const counted = counts([view]);
    assert.deepEqual([counted.open, counted.again], [open, again]);
  });
