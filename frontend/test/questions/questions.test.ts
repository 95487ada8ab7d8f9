import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { relevant } from "../../src/questions/answers.ts";
import { readLink, written } from "../../src/questions/links.ts";
import { scores, steps } from "../../src/questions/scores.ts";
import type { Answers, Sheet } from "../../src/questions/sheet.ts";

interface Case {
  answers: Answers;
  relevant: string[];
  scores: [string, number, number, number, number][];
  steps: [string, string, number][];
  link: string;
}

const agreed = JSON.parse(
  readFileSync(new URL("../../../tests/questions/agreed.json", import.meta.url), "utf8"),
) as { sheet: Sheet; cases: Case[]; links: { text: string; holds: unknown }[] };

for (const [number, each] of agreed.cases.entries()) {
  test(`the page comes to what the server comes to, ${number}`, () => {
    const { sheet } = agreed;
    assert.deepEqual(relevant(sheet, each.answers).map(({ id }) => id), each.relevant);
    assert.deepEqual(
      scores(sheet, each.answers).map((s) => [s.part, s.earned, s.possible, s.answered, s.open]),
      each.scores,
    );
    assert.deepEqual(steps(sheet, each.answers).map((s) => [s.question.id, s.choice.id, s.gain]), each.steps);
    assert.equal(written(sheet, each.answers), each.link);
  });
}

for (const { text, holds } of agreed.links) {
  test(`a link is read as the server reads it: ${text.slice(0, 40)}`, () => {
    assert.deepEqual(readLink(agreed.sheet, text), holds);
  });
}
