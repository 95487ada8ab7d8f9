import assert from "node:assert/strict";
import { test } from "node:test";
import { importKey, seal, unseal } from "../../src/field/vault.ts";

const secret = (byte: number): string => btoa(String.fromCharCode(...new Uint8Array(32).fill(byte)));
const VISIT = { name: "Cilla", address: "Storgatan 5", told: { outcome: "talked" } };

test("what is sealed opens with its person's key, and is noise without", async () => {
  const [mine, theirs] = await Promise.all([importKey(secret(7)), importKey(secret(8))]);
  const box = await seal(mine, VISIT, "told 1");
  assert.deepEqual(await unseal([mine], box, "told 1"), VISIT);
  assert.equal(await unseal([theirs], box, "told 1"), null);
  assert.equal(await unseal([], box, "told 1"), null);
  const noise = new TextDecoder("latin1").decode(box.data);
  for (const word of ["Cilla", "Storgatan", "talked"]) assert.ok(!noise.includes(word));
});

test("a box put in another's place doesn't open, nor one that was changed", async () => {
  const key = await importKey(secret(7));
  const box = await seal(key, VISIT, "told 1");
  assert.equal(await unseal([key], box, "told 2"), null);
  new Uint8Array(box.data)[3]! ^= 1;
  assert.equal(await unseal([key], box, "told 1"), null);
});

test("the same words never look the same", async () => {
  const key = await importKey(secret(7));
  const [one, other] = await Promise.all([seal(key, VISIT, "told 1"), seal(key, VISIT, "told 1")]);
  assert.notDeepEqual(new Uint8Array(one.data), new Uint8Array(other.data));
});

test("the key can't be read out of the phone, and one from before a change of secrets still opens", async () => {
  const [now, before] = await Promise.all([importKey(secret(9)), importKey(secret(7))]);
  await assert.rejects(crypto.subtle.exportKey("raw", now));
  const box = await seal(before, VISIT, "told 1");
  assert.deepEqual(await unseal([now, before], box, "told 1"), VISIT);
});
