/** The phone's memory: an outbox that is only added to, the last known rounds, and who this phone is. */

import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import { hesitating, type Draft, type Entry, type Result, type Snapshot, type State } from "./model.ts";
import type { Outbox } from "./sender.ts";

interface Schema extends DBSchema {
  outbox: { key: number; value: Entry; indexes: { id: string; user: number; status: [number, string] } };
  rounds: { key: [number, number]; value: Snapshot };
  facts: { key: string; value: string };
}

export const DATABASE = "kokong-field";
/** Cached pages, apart from scripts and styles: they hold addresses and go when the person goes. */
export const PAGES = "kokong-pages";
const KEPT_AFTER_SENDING = 48 * 3600_000;

/** Open the memory, made at first use. Rejects where the browser refuses storage altogether. */
export function open(): Promise<IDBPDatabase<Schema>> {
  return openDB<Schema>(DATABASE, 1, {
    upgrade(db) {
      const outbox = db.createObjectStore("outbox", { keyPath: "seq", autoIncrement: true });
      outbox.createIndex("id", "id", { unique: true });
      outbox.createIndex("user", "user");
      outbox.createIndex("status", ["user", "status"]);
      db.createObjectStore("rounds", { keyPath: ["user", "round.id"] });
      db.createObjectStore("facts");
    },
    // A newer page in another tab wants to change the memory's layout: let go, and come back with the next call.
    blocking: (_old, _new, event) => (event.target as IDBDatabase).close(),
  });
}

export class Store implements Outbox {
  private readonly db: IDBPDatabase<Schema>;

  constructor(db: IDBPDatabase<Schema>) {
    this.db = db;
  }

  static async open(): Promise<Store> {
    return new Store(await open());
  }

  /** Written to disk before this resolves; a battery that dies afterwards loses nothing. */
  async add(draft: Draft): Promise<void> {
    const writing = this.db.transaction("outbox", "readwrite", { durability: "strict" });
    // The browser gives `seq`: the order in which entries were written, across tabs.
    const entry = { ...draft, status: "waiting", message: "", settled: null } as unknown as Entry;
    await Promise.all([writing.store.add(entry), writing.done]);
  }

  entries(user: number): Promise<Entry[]> {
    return this.db.getAllFromIndex("outbox", "user", user);
  }

  async waiting(user: number): Promise<Entry[]> {
    const waiting = await this.db.getAllFromIndex("outbox", "status", [user, "waiting"]);
    return waiting.filter((entry) => !hesitating(entry, Date.now()));
  }

  /** Take back a wish that nobody has heard of; false once it is too late. */
  async takeBack(id: string): Promise<boolean> {
    const writing = this.db.transaction("outbox", "readwrite");
    const entry = await writing.store.index("id").get(id);
    const early = entry !== undefined && hesitating(entry, Date.now());
    if (early) await writing.store.put({ ...entry, status: "taken-back", settled: Date.now() });
    await writing.done;
    return early;
  }

  /** Other people's entries that wait on this phone, counted by name. */
  async others(user: number): Promise<Map<string, number>> {
    const all = await this.db.getAll("outbox");
    const counted = new Map<string, number>();
    for (const entry of all) {
      if (entry.user === user || entry.status !== "waiting") continue;
      counted.set(entry.name, (counted.get(entry.name) ?? 0) + 1);
    }
    return counted;
  }

  /** Write down what the server answered. What is told stays as it was; only its fate is filled in. */
  async settle(results: readonly Result[], now: number): Promise<void> {
    const writing = this.db.transaction("outbox", "readwrite");
    for (const { id, status, message } of results) {
      const entry = await writing.store.index("id").get(id);
      if (entry?.status !== "waiting") continue;
      await writing.store.put({ ...entry, status: status === "refused" ? "refused" : "sent", message, settled: now });
    }
    await writing.done;
  }

  /** The visitor has read the server's sentence. */
  async dismiss(id: string): Promise<void> {
    const writing = this.db.transaction("outbox", "readwrite");
    const entry = await writing.store.index("id").get(id);
    if (entry && entry.status !== "waiting") await writing.store.put({ ...entry, message: "" });
    await writing.done;
  }

  snapshot(user: number, round: number): Promise<Snapshot | undefined> {
    return this.db.get("rounds", [user, round]);
  }

  async keep(state: State, user: number, taken: number): Promise<Snapshot> {
    const snapshot: Snapshot = { ...state, user, taken };
    await this.db.put("rounds", snapshot);
    return snapshot;
  }

  async snapshots(user: number): Promise<Snapshot[]> {
    return (await this.db.getAll("rounds")).filter((snapshot) => snapshot.user === user);
  }

  async device(): Promise<string> {
    const writing = this.db.transaction("facts", "readwrite");
    const device = (await writing.store.get("device")) ?? crypto.randomUUID();
    await writing.store.put(device, "device");
    await writing.done;
    return device;
  }

  /** Let go of addresses that are no longer anybody's business here: rounds that are over or another person's.
   *  Never anything that waits. */
  async tidy(user: number, now: number): Promise<void> {
    for (const snapshot of await this.db.getAll("rounds")) {
      const over = Date.parse(snapshot.round.expires) < now;
      if (snapshot.user !== user || over) await this.forget(snapshot.user, snapshot.round.id);
    }
    const writing = this.db.transaction("outbox", "readwrite");
    for await (const cursor of writing.store) {
      const { status, message, settled } = cursor.value;
      if (status !== "waiting" && !message && (settled ?? now) < now - KEPT_AFTER_SENDING) await cursor.delete();
    }
    await writing.done;
  }

  async forget(user: number, round: number): Promise<void> {
    await this.db.delete("rounds", [user, round]);
  }
}
