import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { relative } from "../src/app/times.ts";

const MINUTE = 60_000;
const page = { documentElement: { lang: "sv" } };

beforeEach(() => {
  page.documentElement.lang = "sv";
  (globalThis as { document?: unknown }).document = page;
});

test("the largest whole unit, towards now", () => {
  const ago = (minutes: number): string => relative(-minutes * MINUTE, 0, "sv");
  assert.equal(ago(0.9), "nyss");
  assert.equal(ago(1), "för 1 minut sedan");
  assert.equal(ago(59), "för 59 minuter sedan");
  assert.equal(ago(60), "för 1 timme sedan");
  assert.equal(ago(47 * 60 + 59), "för 47 timmar sedan");
  assert.equal(ago(48 * 60), "för 2 dagar sedan");
});

test("the time to come, in the page's language", () => {
  page.documentElement.lang = "en";
  assert.equal(relative(90 * MINUTE, 0, "en"), "in 1 hour");
  assert.equal(relative(0, 0, "en"), "just now");
});
