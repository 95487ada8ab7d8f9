/** Photos on the phone: sealed as records are, in a memory of their own, until the server has them.
 *
 *  A photo is written before the record that it belongs to and counts once that is written, too: either both are saved
 *  or nothing. It is sent after its record, and let go of only once the server has said that it holds it. */

import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { Entry, Result } from "./model.ts";
import { seal, sealBytes, unseal, unsealBytes, type Box } from "./vault.ts";

const DATABASE = "kokong-photos";
/** A photo whose record was never written is let go of after this: the page said that nothing was recorded. */
const ORPHANED = 60_000;

/** What the server is told of a photo. */
export interface Photo {
  id: string;
  /** The id of the record that it was taken with. */
  record: string;
  /** The subject's kind and id, and the pass to it. */
  kind: string;
  subject: number;
  pass: string;
  at: string;
  /** Of the bytes as they leave the phone: the server keeps nothing that came otherwise. */
  digest: string;
}

/** A photo that the server can't take, and what it said. */
export interface Refusal {
  id: string;
  address: string;
  message: string;
}

/** Whose photo it is. */
export interface Owner {
  user: number;
  municipality: number;
}

interface Row extends Owner {
  id: string;
  record: string;
  written: number;
  /** Whether its record is written. */
  whole: boolean;
  status: "waiting" | "refused";
  told: Box;
  note: Box | null;
}

interface Layout extends DBSchema {
  photos: { key: string; value: Row };
  bytes: { key: string; value: Box };
}

/** What a photo needs to know of the outbox: who holds the phone, and what became of a record. */
export interface Records {
  readonly holder: { user: number; municipality: number; keys: CryptoKey[] } | null;
  fate(id: string): Promise<Entry["status"] | undefined>;
}

type Told = Photo & { address: string };

/** Opened for each use: some browsers close a memory behind the page's back when they need room. */
async function using<T>(work: (db: IDBPDatabase<Layout>) => Promise<T>): Promise<T> {
  const db = await openDB<Layout>(DATABASE, 1, {
    upgrade(made) {
      made.createObjectStore("photos", { keyPath: "id" });
      made.createObjectStore("bytes");
    },
    blocking: (_old, _new, event) => (event.target as IDBDatabase).close(),
  });
  try {
    return await work(db);
  } finally {
    db.close();
  }
}

export class Album {
  private readonly records: Records;

  constructor(records: Records) {
    this.records = records;
  }

  private keys(user: number): CryptoKey[] {
    const { holder } = this.records;
    return holder?.user === user ? holder.keys : [];
  }

  /** Write a photo down; on disk before this resolves. It counts once `complete` is called for its record. */
  async add(owner: Owner, photo: Omit<Photo, "id" | "digest">, address: string, bytes: ArrayBuffer): Promise<void> {
    const [key] = this.keys(owner.user);
    if (!key) throw new Error("The phone is locked; nothing was recorded.");
    const told: Told = { ...photo, id: crypto.randomUUID(), digest: await digest(bytes), address };
    const [box, data] = await Promise.all([seal(key, told, `photo ${told.id}`), sealBytes(key, bytes, `bytes ${told.id}`)]);
    const { user, municipality } = owner;
    const row: Row = { id: told.id, record: photo.record, user, municipality, written: Date.now(), whole: false, status: "waiting", told: box, note: null };
    await using(async (db) => {
      const writing = db.transaction(["photos", "bytes"], "readwrite", { durability: "strict" });
      await Promise.all([writing.objectStore("photos").add(row), writing.objectStore("bytes").add(data, row.id), writing.done]);
    });
  }

  /** A record is written: its photos count from now on. */
  async complete(record: string): Promise<void> {
    await this.change((row) => (row.record === record ? { ...row, whole: true } : row));
  }

  /** A record could not be written, or is none any more: its photos go. */
  async drop(record: string): Promise<void> {
    await this.change((row) => (row.record === record ? null : row));
  }

  /** What can be sent now, the oldest first: photos whose record the server has. */
  async ready(user: number): Promise<Photo[]> {
    const rows = (await rowsOf(user)).filter((row) => row.status === "waiting" && row.municipality === this.records.holder?.municipality);
    const found: Photo[] = [];
    for (const row of rows.sort((a, b) => a.written - b.written)) {
      if (!(await this.isDue(row))) continue;
      const told = await unseal<Told>(this.keys(user), row.told, `photo ${row.id}`);
      if (told) found.push(told);
    }
    return found;
  }

  private async isDue(row: Row): Promise<boolean> {
    const fate = await this.records.fate(row.record);
    if (!row.whole && fate === undefined) {
      if (Date.now() - row.written > ORPHANED) await this.drop(row.record);
      return false;
    }
    if (fate === "refused" || fate === "taken-back") await this.drop(row.record);
    return fate === "sent" || fate === undefined;
  }

  /** A photo's bytes; null where nobody here can open them. */
  async bytes(user: number, id: string): Promise<ArrayBuffer | null> {
    const box = await using((db) => db.get("bytes", id));
    return box ? unsealBytes(this.keys(user), box, `bytes ${id}`) : null;
  }

  /** Write down what the server said: what it holds goes, what it refuses stays until that was read. */
  async settle({ id, status, message }: Result, user: number): Promise<void> {
    if (status === "later") return;
    const [key] = this.keys(user);
    const note = status === "refused" && key ? await seal(key, message, `refusal ${id}`) : null;
    await this.change((row) => (row.id !== id ? row : note ? { ...row, status: "refused", note } : null));
  }

  async refusals(user: number): Promise<Refusal[]> {
    const rows = (await rowsOf(user)).filter(({ status }) => status === "refused");
    const keys = this.keys(user);
    const found = await Promise.all(rows.map(async ({ id, told, note }) => {
      const opened = await unseal<Told>(keys, told, `photo ${id}`);
      const message = note && (await unseal<string>(keys, note, `refusal ${id}`));
      return opened && message !== null ? { id, address: opened.address, message } : null;
    }));
    return found.filter((one) => one !== null);
  }

  /** The server's words were read. */
  async dismiss(id: string): Promise<void> {
    await this.change((row) => (row.id === id && row.status === "refused" ? null : row));
  }

  private async change(how: (row: Row) => Row | null): Promise<void> {
    await using(async (db) => {
      const writing = db.transaction(["photos", "bytes"], "readwrite");
      for await (const cursor of writing.objectStore("photos")) {
        const row = how(cursor.value);
        if (row === cursor.value) continue;
        if (row) await cursor.update(row);
        else {
          await cursor.delete();
          await writing.objectStore("bytes").delete(cursor.value.id);
        }
      }
      await writing.done;
    });
  }
}

async function rowsOf(user: number): Promise<Row[]> {
  return (await using((db) => db.getAll("photos"))).filter((row) => row.user === user);
}

/** Whose photos wait here, one for each; of nobody's contents. */
export async function photosWaiting(): Promise<Owner[]> {
  return (await using((db) => db.getAll("photos"))).filter(({ status, whole }) => status === "waiting" && whole);
}

async function digest(bytes: ArrayBuffer): Promise<string> {
  const found = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...found].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
