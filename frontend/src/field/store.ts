/** The phone's memory: an outbox that is only added to, the last known rounds, and whose phone this is.
 *
 *  Everything that names a person or an address is sealed with the key of whoever is signed in. `lock` throws the
 *  key away: then nobody can read what waits until the same person signs in again and the server hands it out. */

import { photosWaiting } from "./album.ts";
import { forgetMap, forgetMaps } from "./grounds.ts";
import { Handle } from "./handle.ts";
import type { Holder, Memory, RoundRow, Row, Written } from "./layout.ts";
import { ends, lapsed, over, setBack } from "./lease.ts";
import { hesitating, type Draft, type Entry, type Key, type Result, type Session, type Snapshot, type State } from "./model.ts";
import { clearOld } from "./moving.ts";
import { PAGES, pageOf } from "./pages.ts";
import type { Outbox } from "./sender.ts";
import { importKey, seal, unseal, type Box } from "./vault.ts";

const KEPT_AFTER_SENDING = 48 * 3600_000;
/** How exactly it is written down when the server was last heard. */
const MINUTE = 60_000;

/** How many records wait: of this person here, of this person in another municipality, and of other people. */
export interface Waiting {
  mine: number;
  elsewhere: number;
  others: number;
}

/** Nothing can be written: nobody holds the phone. */
export class Locked extends Error {}

type Whose = Pick<Holder, "user" | "municipality">;

const same = (a: Whose, b: Whose): boolean => a.user === b.user && a.municipality === b.municipality;
const here = (row: Whose, municipality: number): boolean => row.municipality === 0 || row.municipality === municipality;
/** Still of use to its person after signing out: not sent yet, or refused and not read yet. */
const unfinished = ({ status, note }: Row): boolean => status === "waiting" || (status === "refused" && note !== null);

export class Store implements Outbox {
  /** Who holds the phone; null while it is locked. */
  holder: Holder | null = null;
  private readonly handle = new Handle((db) => this.putBack(db));
  private readonly opened = new Map<string, Written>();
  /** What waits and which lists are held, as far as this page has seen it. */
  private readonly seen = new Map<string, Row>();
  private readonly held = new Map<string, RoundRow>();
  private known: string | null = null;

  static async open(): Promise<Store> {
    const store = new Store();
    store.holder = (await store.use(async (db) => (await db.get("facts", "holder")) as Holder | undefined)) ?? null;
    return store;
  }

  close(): void {
    this.handle.close();
  }

  private use<T>(work: (db: Memory) => Promise<T>): Promise<T> {
    return this.handle.use(work);
  }

  /** The memory was opened anew. Where the browser has emptied it meanwhile, this page puts back what it knows: whose
   *  phone it is, its lists, and what waits. */
  private async putBack(db: Memory): Promise<void> {
    if (this.known === null || (await db.get("facts", "device"))) return;
    const writing = db.transaction(["facts", "rounds", "outbox"], "readwrite", { durability: "strict" });
    await writing.objectStore("facts").put(this.known, "device");
    if (this.holder) await writing.objectStore("facts").put(this.holder, "holder");
    for (const row of this.held.values()) await writing.objectStore("rounds").put(row);
    for (const row of this.seen.values()) await writing.objectStore("outbox").put(row);
    await writing.done;
  }

  private remember(row: Row): void {
    if (row.status === "waiting") this.seen.set(row.id, row);
    else this.seen.delete(row.id);
  }

  // Whose phone this is.

  /** Make ready for a page of this person; false where only the server can say that they are signed in. */
  async start(whose: Whose, now: number): Promise<boolean> {
    if (!this.holder) return false;
    const { heard, lease } = this.holder;
    if (same(this.holder, whose) && !lapsed(heard, lease, now) && !setBack(heard, now)) return true;
    await this.lock();
    return false;
  }

  /** The server has said who is signed in: theirs opens, and what another has left here is locked.
   *  False for somebody who has signed out on this phone and whom the server doesn't know of yet. */
  async admit({ user, municipality, keys, heard, lease }: Session): Promise<boolean> {
    const before = (await this.use((db) => db.get("facts", "holder"))) as Holder | undefined;
    if (before && !same(before, { user, municipality })) await this.lock();
    const holder = { user, municipality, keys: await Promise.all(keys.map(importKey)), heard, lease };
    const left = await this.use(async (db) => {
      const writing = db.transaction("facts", "readwrite");
      const leaving = (await writing.store.get("leaving")) === user;
      if (!leaving) await writing.store.put(holder, "holder");
      await writing.done;
      return leaving;
    });
    this.holder = left ? null : holder;
    return !left;
  }

  /** The server was heard at `now`. */
  async contact(now: number): Promise<void> {
    const known = this.holder;
    if (!known || now - known.heard < MINUTE) return;
    const holder = (this.holder = { ...known, heard: now });
    await this.use(async (db) => {
      const writing = db.transaction("facts", "readwrite");
      if (await writing.store.get("holder")) await writing.store.put(holder, "holder");
      await writing.done;
    });
  }

  /** Throw the key away, with rounds, pages and what was sent. What waits stays, unreadable. `leaving` is who has
   *  signed out here; they stay out until the server knows of it. */
  async lock(leaving?: number): Promise<void> {
    await this.use(async (db) => {
      const writing = db.transaction(["facts", "rounds", "outbox"], "readwrite");
      const facts = writing.objectStore("facts");
      await facts.delete("holder");
      if (leaving !== undefined) await facts.put(leaving, "leaving");
      await writing.objectStore("rounds").clear();
      for await (const cursor of writing.objectStore("outbox")) if (!unfinished(cursor.value)) await cursor.delete();
      await writing.done;
    });
    this.holder = null;
    this.opened.clear();
    this.held.clear();
    await caches.delete(PAGES);
    await forgetMaps();
    await clearOld();
  }

  /** Who has signed out on this phone while the server could not be told. */
  async leaving(): Promise<number | null> {
    return ((await this.use((db) => db.get("facts", "leaving"))) as number | undefined) ?? null;
  }

  async left(): Promise<void> {
    await this.use((db) => db.delete("facts", "leaving"));
  }

  private keys(user: number): CryptoKey[] {
    return this.holder?.user === user ? this.holder.keys : [];
  }

  private key(user: number): CryptoKey {
    const [key] = this.keys(user);
    if (!key) throw new Locked("The phone is locked; nothing was recorded.");
    return key;
  }

  // The outbox.

  /** Written to disk before this resolves; a battery that dies afterwards loses nothing. */
  async add(draft: Draft): Promise<void> {
    await this.write({ ...draft, status: "waiting", message: "", settled: null });
  }

  /** An entry of the memory before this one, unless it has come over already. */
  async takeOver(entry: Omit<Entry, "seq">): Promise<void> {
    await this.write(entry);
  }

  private async write({ id, user, municipality, round, status, settled, message, name, address, told, grace }: Omit<Entry, "seq">): Promise<void> {
    const key = this.key(user);
    const [box, note] = await Promise.all([seal(key, { name, address, told, grace } satisfies Written, `told ${id}`), this.note(key, id, message)]);
    await this.use(async (db) => {
      if (await db.getKeyFromIndex("outbox", "id", id)) return; // a second try of what was written after all
      const writing = db.transaction("outbox", "readwrite", { durability: "strict" });
      // The browser gives `seq`: the order in which entries were written, across tabs.
      const row = { id, user, municipality, round, status, settled, told: box, note } as unknown as Row;
      const [seq] = await Promise.all([writing.store.add(row), writing.done]);
      this.remember({ ...row, seq });
    });
  }

  private async note(key: CryptoKey, id: string, message: string): Promise<Box | null> {
    return message ? seal(key, message, `note ${id}`) : null;
  }

  /** The person's entries; none while the phone is locked. */
  async entries(user: number): Promise<Entry[]> {
    return this.read(await this.use((db) => db.getAllFromIndex("outbox", "user", user)));
  }

  /** The person's entries that can be sent now. */
  async waiting(user: number): Promise<Entry[]> {
    const rows = await this.use((db) => db.getAllFromIndex("outbox", "status", [user, "waiting"]));
    const waiting = await this.read(rows.filter((row) => here(row, this.holder?.municipality ?? 0)));
    return waiting.filter((entry) => !hesitating(entry, Date.now()));
  }

  private async read(rows: readonly Row[]): Promise<Entry[]> {
    for (const row of rows) this.remember(row);
    return (await Promise.all(rows.map((row) => this.entry(row)))).filter((entry) => entry !== null);
  }

  private async entry({ told, note, ...row }: Row): Promise<Entry | null> {
    const keys = this.keys(row.user);
    const written = this.opened.get(row.id) ?? (await unseal<Written>(keys, told, `told ${row.id}`));
    if (!written) return null;
    this.opened.set(row.id, written);
    const message = note ? ((await unseal<string>(keys, note, `note ${row.id}`)) ?? "") : "";
    return { ...row, ...written, message };
  }

  /** Take back a wish that nobody has heard of; false once it is too late. */
  async takeBack(id: string): Promise<boolean> {
    const row = await this.use((db) => db.getFromIndex("outbox", "id", id));
    const entry = row && (await this.entry(row));
    if (!entry || !hesitating(entry, Date.now())) return false;
    return this.use(async (db) => {
      const writing = db.transaction("outbox", "readwrite");
      const now = await writing.store.get(row.seq);
      const early = now?.status === "waiting";
      if (early) await writing.store.put({ ...now, status: "taken-back", settled: Date.now() });
      await writing.done;
      if (early) this.seen.delete(id);
      return early;
    });
  }

  async count({ user, municipality }: Whose): Promise<Waiting> {
    const counted: Waiting = { mine: 0, elsewhere: 0, others: 0 };
    for (const row of await this.use((db) => db.getAll("outbox"))) {
      if (row.status === "waiting") counted[row.user !== user ? "others" : here(row, municipality) ? "mine" : "elsewhere"] += 1;
    }
    for (const owner of await photosWaiting()) {
      counted[owner.user !== user ? "others" : here(owner, municipality) ? "mine" : "elsewhere"] += 1;
    }
    return counted;
  }

  /** How many photos of the person wait. */
  async photos(user: number): Promise<number> {
    return (await photosWaiting()).filter((owner) => owner.user === user && here(owner, this.holder?.municipality ?? 0)).length;
  }

  /** What became of a record; undefined where the phone has let go of it, or never had it. */
  async fate(id: string): Promise<Entry["status"] | undefined> {
    return (await this.use((db) => db.getFromIndex("outbox", "id", id)))?.status;
  }

  /** Write down what the server answered. What is told stays as it was; only its fate is filled in. */
  async settle(results: readonly Result[], now: number): Promise<void> {
    if (!results.length || !this.holder) return;
    const key = this.key(this.holder.user);
    const notes = new Map(await Promise.all(results.map(async ({ id, message }) => [id, await this.note(key, id, message)] as const)));
    await this.use(async (db) => {
      const writing = db.transaction("outbox", "readwrite");
      for (const { id, status } of results) {
        const row = await writing.store.index("id").get(id);
        if (row?.status !== "waiting") continue;
        const settled: Row = { ...row, status: status === "refused" ? "refused" : "sent", note: notes.get(id) ?? null, settled: now };
        await writing.store.put(settled);
      }
      await writing.done;
    });
    for (const { id } of results) this.seen.delete(id);
  }

  /** The visitor has read the server's sentence. */
  async dismiss(id: string): Promise<void> {
    await this.use(async (db) => {
      const writing = db.transaction("outbox", "readwrite");
      const row = await writing.store.index("id").get(id);
      if (row && row.status !== "waiting") await writing.store.put({ ...row, note: null });
      await writing.done;
    });
  }

  // Rounds.

  /** A round of the person, unless it is over or the server has not been heard for too long. */
  async snapshot(user: number, round: Key, now: number): Promise<Snapshot | undefined> {
    const row = await this.use((db) => db.get("rounds", [user, round]));
    if (!row || over(row, now) || setBack(row.taken, now)) return undefined;
    this.held.set(`${user} ${round}`, row);
    const state = await unseal<State>(this.keys(user), row.box, `round ${user} ${round}`);
    return state ? { ...state, user, taken: row.taken, ends: row.ends } : undefined;
  }

  async keep<S extends State>(state: S, user: number, taken: number): Promise<Snapshot & S> {
    const { round, server_time, lease } = state;
    const snapshot: Snapshot & S = { ...state, user, taken, ends: ends(round, server_time, taken) };
    const [key] = this.keys(user);
    if (!key) return snapshot;
    const box = await seal(key, state, `round ${user} ${round.id}`);
    const row: RoundRow = { user, round: round.id, ends: snapshot.ends, taken, lease, box };
    await this.use((db) => db.put("rounds", row));
    this.held.set(`${user} ${round.id}`, row);
    return snapshot;
  }

  /** The server has said that nothing has changed. */
  async renew(user: number, round: Key, taken: number): Promise<void> {
    await this.use(async (db) => {
      const writing = db.transaction("rounds", "readwrite");
      const row = await writing.store.get([user, round]);
      if (row && taken - row.taken >= MINUTE) await writing.store.put({ ...row, taken });
      await writing.done;
    });
  }

  async snapshots(user: number, now: number): Promise<Snapshot[]> {
    const rounds = (await this.use((db) => db.getAllKeys("rounds"))).filter(([whose]) => whose === user);
    return (await Promise.all(rounds.map(([, round]) => this.snapshot(user, round, now)))).filter((found) => found !== undefined);
  }

  /** Whether a kept page may be shown: of a round, or (null) of the list. */
  async shows(round: Key | null, now: number): Promise<boolean> {
    if (!this.holder) return false;
    const { user, heard, lease } = this.holder;
    if (lapsed(heard, lease, now) || setBack(heard, now)) return false;
    const row = round === null ? null : await this.use((db) => db.get("rounds", [user, round]));
    return row === null || (row !== undefined && !over(row, now));
  }

  async device(): Promise<string> {
    return this.use(async (db) => {
      const writing = db.transaction("facts", "readwrite");
      const device = ((await writing.store.get("device")) as string | undefined) ?? this.known ?? crypto.randomUUID();
      await writing.store.put(device, "device");
      await writing.done;
      return (this.known = device);
    });
  }

  /** Let go of what is no longer anybody's business here: rounds that are over, and what was sent long ago. */
  async tidy(now: number): Promise<void> {
    for (const row of await this.use((db) => db.getAll("rounds"))) if (over(row, now)) await this.forget(row.user, row.round);
    await this.drop((row) => (row.settled ?? now) < now - KEPT_AFTER_SENDING);
    await forgetMaps((await this.use((db) => db.getAll("rounds"))).map((row) => row.round));
  }

  /** A round leaves the phone, with its page, its map and what was sent of it. */
  async forget(user: number, round: Key): Promise<void> {
    await this.use((db) => db.delete("rounds", [user, round]));
    this.held.delete(`${user} ${round}`); // after it, or a reading under way would bring it back
    await this.drop((row) => row.user === user && row.round === round);
    await (await caches.open(PAGES)).delete(pageOf(round));
    await forgetMap(round);
  }

  private async drop(test: (row: Row) => boolean): Promise<void> {
    await this.use(async (db) => {
      const writing = db.transaction("outbox", "readwrite");
      for await (const cursor of writing.store) {
        const row = cursor.value;
        if (row.status !== "waiting" && row.note === null && test(row)) await cursor.delete();
      }
      await writing.done;
    });
  }
}
