import assert from "node:assert/strict";
import { test } from "node:test";
import { lengthOf } from "../../src/texts/counting.ts";
import { leads } from "../../src/texts/links.ts";
import { read, write } from "../../src/texts/markdown.ts";

test("what people type leads where they mean", () => {
  assert.equal(leads("https://www.polisen.se/a b"), null);
  assert.equal(leads(" https://www.polisen.se "), "https://www.polisen.se");
  assert.equal(leads("polisen.se/utsatt"), "https://polisen.se/utsatt");
  assert.equal(leads("trygg@kommun.se"), "mailto:trygg@kommun.se");
  assert.equal(leads("114 14"), "tel:11414");
  assert.equal(leads("+46 470-12 34"), "tel:+464701234");
  for (const text of ["", "hej", "javascript:alert(1)", "data:text/html,x", "/k/havsvik/", "a b.se"]) {
    assert.equal(leads(text), null, text);
  }
});

test("what the editor doesn't show is written as source", () => {
  for (const text of ["# Lås", "#### Lås", "`kod`", "    kod", "```\nkod\n```", "![x](https://a.se/b.png)", "[x](/k/)", '[x](https://a.se "y")', "## ![x](picture:1)"]) {
    assert.equal(read(text), null, text);
  }
});

test("tags are words, and stay so", () => {
  const doc = read("<script>alert(1)</script> & <b>fet</b>")!;
  assert.equal(doc.textContent, "<script>alert(1)</script> & <b>fet</b>");
  assert.ok(read(write(doc))!.eq(doc));
});

test("usual words are written as people write them", () => {
  for (const text of ["## Lås\n\n* dörrar\n* fönster, **alltid**\n\nRing [114 14](tel:11414) - eller +46 470 123.", "H & M, 100 %, #hemma (ja!) a_b"]) {
    assert.equal(write(read(text)!), text);
  }
});

test("words are counted, and the time that they take", () => {
  assert.deepEqual(lengthOf(read("Lås kl. 18:30.\n\n* Året-runt-boende\n* 24 timmar")!), { words: 6, minutes: 1 });
  assert.equal(lengthOf(read("ord ".repeat(900))!).minutes, 5);
});
