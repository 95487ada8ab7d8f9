/** Moves what a phone kept in the open, before boxes were sealed, into the sealed memory. Nothing unsent is lost. */

import { deleteDB } from "idb";
import { OLD_DATABASE, openOld } from "./layout.ts";
import type { Key } from "./model.ts";
import type { Store } from "./store.ts";

/** Take over a person's entries from the old memory; how many of other people's wait there. Needs the person's key.
 *  An entry leaves the old memory only once it is safe in the new one. */
export async function moveOld(store: Store, user: number): Promise<number> {
  await clearOld();
  const old = await openOld();
  if (!old) return 0;
  const entries = (await old.getAll("outbox")).sort((a, b) => a.seq - b.seq);
  for (const entry of entries.filter((one) => one.user === user)) {
    await store.takeOver({ ...entry, municipality: 0 });
    await old.delete("outbox", entry.seq);
  }
  const left = await old.count("outbox");
  old.close();
  // A page of that time lets go of it when it is asked to, and makes a new one if it is used again.
  if (!left) void deleteDB(OLD_DATABASE).catch(() => undefined);
  return left;
}

/** Whether the old memory still holds a round (null: any), for pages that a phone kept from then. */
export async function heldBefore(round: Key | null, now: number): Promise<boolean> {
  const old = await openOld();
  if (!old) return false;
  const rounds = await old.getAll("rounds");
  old.close();
  return rounds.some((one) => (round === null || one.round.id === round) && Date.parse(one.round.expires) > now);
}

/** Let go of everything in the old memory that does not wait to be sent or to be read. */
export async function clearOld(): Promise<void> {
  const old = await openOld();
  if (!old) return;
  await old.clear("rounds");
  const writing = old.transaction("outbox", "readwrite");
  for await (const cursor of writing.store) {
    const { status, message } = cursor.value;
    if (status !== "waiting" && !(status === "refused" && message)) await cursor.delete();
  }
  await writing.done;
  old.close();
}
