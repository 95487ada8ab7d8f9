import assert from "node:assert/strict";
import { test } from "node:test";
import type { Node } from "prosemirror-model";
import { read, write } from "../../src/texts/markdown.ts";
import { schema } from "../../src/texts/schema.ts";
import { tidy } from "../../src/texts/tidy.ts";
import { documents, sources } from "./made.ts";

const again = (text: string): Node => read(text) ?? assert.fail(`not read again: ${JSON.stringify(text)}`);

test("what is read and written is read as the same", () => {
  let held = 0;
  for (const text of sources(800)) {
    const doc = read(text);
    if (!doc) continue;
    held += 1;
    assert.ok(again(write(doc)).eq(doc), JSON.stringify([text, write(doc)]));
  }
  assert.ok(held > 400, `only ${held} are held`);
});

test("what somebody makes in the editor is read as it was made", () => {
  for (const doc of documents(800)) {
    const text = write(doc);
    const found = read(text);
    assert.ok(found, `not read: ${JSON.stringify(text)}`);
    assert.equal(String(found), String(tidy(doc)), text);
    assert.deepEqual(found.toJSON(), tidy(doc).toJSON(), text);
  }
});
