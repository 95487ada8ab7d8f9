import assert from "node:assert/strict";
import { test } from "node:test";
import { named, symbolOf } from "../src/map/symbols.ts";

test("every kind falls back to a symbol that exists", () => {
  const names = new Set(named().map(([name]) => name));
  for (const [kind, state] of [["door", "talked"], ["door", "x"], ["door", undefined], ["ufo", "open"], [undefined, undefined]] as const) {
    assert.ok(names.has(symbolOf(kind, state)), `${kind}/${state}`);
  }
});

test("names that every object has are no states", () => {
  assert.equal(symbolOf("door", "constructor"), "door/*");
  assert.equal(symbolOf("constructor", "name"), "point/*");
});
