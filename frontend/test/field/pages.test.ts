import assert from "node:assert/strict";
import { test } from "node:test";
import { keyOf, pageOf, pathOf, roundAt } from "../../src/field/pages.ts";

test("a list's key on the phone is its path, and a number for rounds, as it was before there were other kinds", () => {
  for (const [path, key] of [["rounds/7", 7], ["signs/3", "signs/3"], ["building-checks/12", "building-checks/12"]] as const) {
    assert.equal(keyOf(path), key);
    assert.equal(pathOf(key), path);
    assert.equal(roundAt(pageOf(key)), key);
  }
});

test("only lists and the page of all of them are kept", () => {
  assert.equal(roundAt("/field/"), null);
  for (const path of ["/field/offline/", "/field/rounds/7/take/", "/field/rounds/7/doors.geojson", "/rounds/7/"]) {
    assert.equal(roundAt(path), undefined, path);
  }
});
