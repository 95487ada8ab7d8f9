import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { test } from "node:test";
import { written } from "./shown.ts";

/** The server's tests read this file, and see that each text is shown as it was meant: `tests/texts/test_written.py`. */
const FILE = new URL("../../../tests/texts/written.json", import.meta.url);

test("what the server's tests compare is what the editor writes", async () => {
  const now = `[\n${written(150).map((each) => JSON.stringify(each)).join(",\n")}\n]\n`;
  if (process.env.KOKONG_WRITE) await writeFile(FILE, now);
  assert.ok((await readFile(FILE, "utf8")) === now, "KOKONG_WRITE=1 writes it anew");
});
