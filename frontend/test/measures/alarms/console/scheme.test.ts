import assert from "node:assert/strict";
import { test } from "node:test";
import { cookie, pressed } from "../../../../src/measures/alarms/console/scheme.ts";

test("a press gives the other colours, and a second one the computer's own again", () => {
  for (const night of [false, true]) {
    const other = pressed("auto", night);
    assert.equal(other, night ? "light" : "dark");
    assert.equal(pressed(other, night), "auto");
  }
});

test("what was chosen for the night gives way to a press once the computer is dark, too", () => {
  assert.equal(pressed("dark", true), "light");
  assert.equal(pressed("light", false), "dark");
});

test("the choice is for the console alone, for a year; none leaves no cookie", () => {
  assert.equal(cookie("dark", true), "kokong_console_colours=dark; path=/alarms/; max-age=31536000; samesite=lax; secure");
  assert.match(cookie("auto", false), /max-age=0; samesite=lax$/);
});
