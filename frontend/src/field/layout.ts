/** How the phone's memory is laid out. What names a person or an address lies in sealed boxes. */

import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { Kept } from "./lease.ts";
import type { Entry, Key, Snapshot, Told } from "./model.ts";
import type { Box } from "./vault.ts";

/** An entry of the outbox on disk. `told` holds `Written`, `note` the server's unread sentence. */
export interface Row {
  seq: number;
  id: string;
  user: number;
  municipality: number;
  round: Key;
  status: Entry["status"];
  settled: number | null;
  told: Box;
  note: Box | null;
}

export interface Written {
  name: string;
  address: string;
  told: Told;
  grace?: number | undefined;
}

/** A round on disk; its doors are in the box. */
export interface RoundRow extends Kept {
  user: number;
  round: Key;
  box: Box;
}

/** Whose phone this is while somebody is signed in. Everything in boxes is lost to sight with it. */
export interface Holder {
  user: number;
  municipality: number;
  keys: CryptoKey[];
  heard: number;
  lease: number;
}

interface Layout extends DBSchema {
  outbox: { key: number; value: Row; indexes: { id: string; user: number; status: [number, string] } };
  rounds: { key: [number, Key]; value: RoundRow };
  /** `device`: this phone's id. `holder`: a Holder. `leaving`: who has signed out here before the server knew. */
  facts: { key: string; value: string | number | Holder };
}

export type Memory = IDBPDatabase<Layout>;
export const DATABASE = "kokong-phone";

/** Open the memory, made at first use. Its number stays: a page that a phone kept from before an update opens it by the
 *  number that it knows, and would be shut out by a higher one. What is new lies in boxes, or in a memory of its own.
 *  Rejects where the browser refuses storage altogether. `cut` is called when the handle is good no longer. */
export function openMemory(cut: () => void = () => undefined): Promise<Memory> {
  return openDB<Layout>(DATABASE, 1, {
    upgrade(db) {
      const outbox = db.createObjectStore("outbox", { keyPath: "seq", autoIncrement: true });
      outbox.createIndex("id", "id", { unique: true });
      outbox.createIndex("user", "user");
      outbox.createIndex("status", ["user", "status"]);
      db.createObjectStore("rounds", { keyPath: ["user", "round"] });
      db.createObjectStore("facts");
    },
    // A newer page in another tab wants to change the memory's layout, or it is being cleared: let go.
    blocking(_old, _new, event) {
      (event.target as IDBDatabase).close();
      cut();
    },
    terminated: cut,
  });
}

/** The layout before this one, in the open. Pages that a phone kept from then still write to it until they are
 *  fetched anew, so it has a database of its own name instead of an earlier version. */
interface OldLayout extends DBSchema {
  outbox: { key: number; value: Omit<Entry, "municipality"> };
  rounds: { key: [number, number]; value: Snapshot };
  facts: { key: string; value: string };
}

export const OLD_DATABASE = "kokong-field";

/** The old memory where there is one; asking makes none. */
export async function openOld(): Promise<IDBPDatabase<OldLayout> | null> {
  let absent = false;
  return openDB<OldLayout>(OLD_DATABASE, undefined, {
    upgrade(_db, before, _now, making) {
      absent = before === 0;
      if (!absent) return;
      making.done.catch(() => undefined); // it ends as it is meant to: with nothing made
      making.abort();
    },
    blocking: (_old, _new, event) => (event.target as IDBDatabase).close(),
  }).catch((error: unknown) => {
    if (absent) return null;
    throw error;
  });
}
