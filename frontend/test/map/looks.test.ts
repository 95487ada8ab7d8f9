import assert from "node:assert/strict";
import { test } from "node:test";
import { Looks, named } from "../../src/map/looks.ts";
import { told } from "./told.ts";

const looks = new Looks(told);

test("what nobody has declared is drawn as something that is there", () => {
  assert.equal(named(looks.of("door", "talked")), "door/talked");
  for (const state of ["x", undefined, "constructor"]) assert.equal(named(looks.of("door", state)), "door/open");
  for (const kind of ["ufo", undefined, "constructor"]) assert.equal(named(looks.of(kind, "open")), "point/place");
});

test("a symbol says only how it differs from the usual", () => {
  assert.deepEqual([looks.of("door", "talked").symbol.fill, looks.of("door", "talked").symbol.size], ["ink", 9]);
});

test("a colour has another side in the dark", () => {
  assert.deepEqual([looks.colour("ink"), looks.on(true).colour("ink")], ["#111111", "#eeeeee"]);
  assert.equal(looks.on(false), looks);
});

test("what lies on top comes first", () => {
  assert.deepEqual(looks.all().map(({ kind }) => kind), ["burglary", "door", "point", "risk"]);
});
