import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { isAddress } from "../../../src/measures/cocoons/model.ts";

/** The server is asked the same in tests/cocoons/test_front_end_agrees.py. */
const { addresses, none } = JSON.parse(readFileSync(new URL("found.json", import.meta.url), "utf8")) as { addresses: [string, ...string[]][]; none: string[] };

test("an address is taken as the server takes it", () => {
  assert.deepEqual(addresses.filter(([typed]) => !isAddress(typed)), []);
});

test("what is none to the server is none on the phone", () => {
  assert.deepEqual(none.filter(isAddress), []);
});
