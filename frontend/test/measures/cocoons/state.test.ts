import assert from "node:assert/strict";
import { test } from "node:test";
import { notices, unsent } from "../../../src/field/entries.ts";
import type { Entry } from "../../../src/field/model.ts";
import { GRACE, type Door, type Snapshot, type Told, type Visit } from "../../../src/measures/cocoons/model.ts";
import { counts, group, inOrder, next, ownVisit, project } from "../../../src/measures/cocoons/state.ts";

const NOW = Date.parse("2025-03-04T17:00:00Z");

const door = (id: number, over: Partial<Door> = {}): Door => ({
  id, dwelling_id: id, address: `Storgatan ${id}`, street: "Storgatan", number: String(id), unit: "",
  building: `Storgatan ${id}`, pass: "", order: id, walk: id, reason: "near", lat: 0, lon: 0, state: "open", visits: [],
  claimed_by: null, mine: false, ...over,
});

const snapshot = (doors: Door[], taken = NOW): Snapshot => ({
  version: "1", server_time: "", lease: 43_200, round: { id: 1, title: "", due: "", expires: "" }, doors, user: 7, taken, ends: taken + 1,
});

let seq = 0;
const entry = (told: Partial<Told> & { door: number }, over: Partial<Entry> = {}): Entry => ({
  id: over.id ?? `e${++seq}`, seq: ++seq, user: 7, municipality: 1, name: "Cilla", round: 1, address: "", status: "waiting", message: "",
  settled: null, ...over,
  told: { id: over.id ?? `e${seq - 1}`, kind: "visit", at: "2025-03-04T16:00:00Z", outcome: "talked", ...told },
});

const visit = (id: string, over: Partial<Visit> = {}): Visit => ({
  id, by: "Dag", mine: false, outcome: "no_answer", at: "2025-03-04T15:00:00Z", come_back_at: null, follow_ups: [], ...over,
});

test("an entry on this phone lies on top of what the server said", () => {
  const [first, second] = project(snapshot([door(1), door(2)]), [entry({ door: 1 })]);
  assert.equal(first?.standing, "done");
  assert.equal(first?.waiting, true);
  assert.equal(second?.standing, "open");
});

test("an undo takes back its own visit and lets the earlier one count again", () => {
  const mine = entry({ door: 1, outcome: "declined" }, { id: "a" });
  const undo = entry({ door: 1, kind: "undo", undoes: "a" });
  const [view] = project(snapshot([door(1, { visits: [visit("d")] })]), [mine, undo]);
  assert.equal(view?.visit?.id, "d");
  assert.equal(view?.standing, "again");
});

test("an undo reaches a visit that the server has already", () => {
  const undo = entry({ door: 1, kind: "undo", undoes: "d" });
  const [view] = project(snapshot([door(1, { state: "open", visits: [visit("d", { mine: true })] })]), [undo]);
  assert.equal(view?.visit, null);
  assert.equal(view?.standing, "open");
});

test("what was sent before the state was taken is not laid on top twice", () => {
  const sent = entry({ door: 1 }, { id: "a", status: "sent", settled: NOW - 1 });
  assert.equal(project(snapshot([door(1)]), [sent])[0]?.visit, null);
  const fresh = entry({ door: 1 }, { id: "b", status: "sent", settled: NOW + 1 });
  const [view] = project(snapshot([door(1, { visits: [visit("b")] })]), [fresh]);
  assert.equal(view?.standing, "done");
  assert.equal(view?.others.length, 0);
});

test("what the server refused changes no door", () => {
  const refused = entry({ door: 1 }, { status: "refused", message: "No." });
  assert.equal(project(snapshot([door(1)]), [refused])[0]?.standing, "open");
  assert.deepEqual(notices([refused, entry({ door: 1 })]), [refused]);
});

test("of two visits the later by the phone's clock counts, and the other is still told", () => {
  const [view] = project(snapshot([door(1, { visits: [visit("d", { at: "2025-03-04T16:30:00Z" })] })]), [
    entry({ door: 1, outcome: "declined" }),
  ]);
  assert.equal(view?.visit?.by, "Dag");
  assert.deepEqual(view?.others.map((other) => other.by), ["Cilla"]);
  assert.equal(view && ownVisit(view)?.by, "Cilla");
});

test("a talk stays although a colleague rings in vain later", () => {
  const talk = visit("d", { outcome: "talked", at: "2025-03-04T08:00:00Z" });
  const [view] = project(snapshot([door(1, { visits: [talk] })]), [entry({ door: 1, outcome: "no_answer" })]);
  assert.equal(view?.visit?.outcome, "talked");
  assert.equal(view?.standing, "done");
});

test("follow-ups gather on their visit", () => {
  const talked = entry({ door: 1 }, { id: "a" });
  const kit = entry({ door: 1, kind: "follow_up", visit: "a", follow_ups: ["kit"] });
  const sign = entry({ door: 1, kind: "follow_up", visit: "a", follow_ups: ["sign", "kit"] });
  assert.deepEqual(project(snapshot([door(1)]), [talked, kit, sign])[0]?.visit?.follow_ups, ["kit", "sign"]);
});

test("a wish may be taken back for a while, and counts as waiting only afterwards", () => {
  const talked = entry({ door: 1 }, { id: "a", status: "sent", settled: NOW + 1 });
  const told = { door: 1, kind: "follow_up", visit: "a", at: new Date(NOW).toISOString() } as const;
  const wish = entry({ ...told, follow_ups: ["kit"] }, { grace: GRACE });
  assert.equal(unsent([talked, wish], NOW + 1_000), 0);
  assert.equal(unsent([talked, wish], NOW + 6_000), 1);
  assert.deepEqual(project(snapshot([door(1)]), [talked, wish])[0]?.visit?.follow_ups, ["kit"]);
  assert.equal(unsent([{ ...wish, grace: undefined }], NOW), 1, "as the version before wrote it");
  const back: Entry = { ...wish, status: "taken-back" };
  assert.deepEqual(project(snapshot([door(1)]), [talked, back])[0]?.visit?.follow_ups, []);
});

test("the next door is the next untried one in walking order, going round, past a colleague's", () => {
  const doors = project(snapshot([door(3), door(1), door(2, { claimed_by: "Dag" }), door(4)]), [entry({ door: 3 })]);
  assert.equal(next(doors, 1, NOW)?.id, 4);
  assert.equal(next(doors, 4, NOW)?.id, 1);
  assert.equal(next(doors, null, NOW)?.id, 1);
});

test("a door to come back to is next only when its time has come", () => {
  const back = entry({ door: 1, outcome: "come_back", come_back_at: "2025-03-04T18:00:00Z" });
  const doors = project(snapshot([door(1)]), [back]);
  assert.equal(doors[0]?.standing, "again");
  assert.equal(next(doors, null, NOW), null);
  assert.equal(next(doors, null, NOW + 3_600_000)?.id, 1);
});

test("flats lie under their building, houses under their side of the street, in walking order", () => {
  const flat = (id: number, order: number): Door => door(id, { order, unit: `lgh 100${id}`, building: "Storgatan 8 A" });
  const groups = group(project(snapshot([door(1), door(3, { order: 2 }), flat(7, 3), flat(8, 4), door(2, { order: 5 })]), [entry({ door: 7 })]));
  assert.deepEqual(groups.map((g) => [g.kind, g.side, g.doors.map((d) => d.id), g.left]), [
    ["street", "odd", [1, 3], 2], ["building", "", [7, 8], 1], ["street", "even", [2], 1],
  ]);
});

test("the walking order is kept to the letter, with a heading wherever the side changes", () => {
  const doors = project(snapshot([door(1), door(3, { order: 2 }), door(2, { order: 3 }), door(5, { order: 4 })]), []);
  const groups = group(doors);
  assert.deepEqual(inOrder(groups).map((one) => one.id), [1, 3, 2, 5]);
  assert.deepEqual(groups.map((one) => one.side), ["odd", "even", "odd"]);
  assert.equal(new Set(groups.map((one) => one.key)).size, 3);
});

test("the ring counts as the desk does: a missing address is no door, a locked gate no visit", () => {
  const doors = project(snapshot([door(1), door(2), door(3), door(4), door(5, { state: "dropped" })]), [
    entry({ door: 1 }), entry({ door: 2, outcome: "no_such_address" }), entry({ door: 3, outcome: "not_reachable" }),
  ]);
  assert.deepEqual(counts(doors), { eligible: 3, visited: 1, talked: 1, open: 1, again: 1 });
  assert.equal(unsent([entry({ door: 1 }), entry({ door: 2 }, { status: "sent" })], NOW), 1);
});
