import assert from "node:assert/strict";
import { test } from "node:test";
import { Looks, aged, images, named } from "../../src/map/looks.ts";
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
  assert.deepEqual(looks.all().map(({ kind }) => kind), ["burglary", "door", "cocoon", "point", "risk"]);
});

test("only the colour of age is that of an age, and the fresh have a ring", () => {
  const { symbol } = looks.of("burglary", "confirmed");
  const [fresh, old] = [aged(symbol, told.fading[0]!), aged(symbol, told.fading[2]!)];
  assert.deepEqual([fresh.fill, fresh.edge, fresh.halo], ["ember", "ink", "ember"]);
  assert.deepEqual([old.fill, old.edge, old.halo], ["ash", "ink", ""]);
});

test("there is an image for each age of what has one, and one for its legend", () => {
  const names = images(looks).map(([name]) => name);
  assert.deepEqual(names.filter((name) => name.startsWith("burglary")), ["", "@0", "@1", "@2"].map((step) => `burglary/confirmed${step}`));
  assert.deepEqual(names.filter((name) => name.startsWith("cocoon")), ["cocoon/active"]);
  assert.ok(!names.some((name) => name.startsWith("risk")));
});
