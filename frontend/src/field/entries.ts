/** What waits on this phone, and what the server had to say. Pure. */

import { hesitating, type Entry, type Snapshot } from "./model.ts";

/** The entries that the server's state cannot know of yet, in the order they were written. */
export function unseen(snapshot: Snapshot, entries: readonly Entry[]): Entry[] {
  return entries
    .filter((entry) => entry.round === snapshot.round.id && entry.status !== "refused" && entry.status !== "taken-back")
    .filter((entry) => entry.status === "waiting" || (entry.settled ?? 0) >= snapshot.taken)
    .sort((a, b) => a.seq - b.seq);
}

/** How many records (not mere claims) wait to be sent; a wish that may still be taken back does not yet. */
export const unsent = (entries: readonly Entry[], now: number): number =>
  entries.filter((entry) => entry.status === "waiting" && !hesitating(entry, now)).length;

/** What the server had something to say about, oldest first. */
export const notices = (entries: readonly Entry[]): Entry[] =>
  entries.filter((entry) => entry.message !== "").sort((a, b) => a.seq - b.seq);
