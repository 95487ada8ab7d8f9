/** The handle to the phone's memory, opened anew when the browser has cut it.
 *
 *  Browsers close a memory behind a page's back: when they need room, when the phone has slept, when its person clears
 *  what the site keeps. Every use after that would fail until the page is loaded again. */

import { openMemory, type Memory } from "./layout.ts";

/** What a use of a handle fails with that is no longer good. WebKit says "UnknownError: Connection lost". */
const CUT = new Set(["InvalidStateError", "UnknownError"]);

export class Handle {
  private db: Promise<Memory> | null = null;
  private readonly anew: (db: Memory) => Promise<void>;
  private before = false;

  /** `anew`: told each time that the memory is opened again, before anything uses it. */
  constructor(anew: (db: Memory) => Promise<void>) {
    this.anew = anew;
  }

  /** Do something with the memory, a second time where the handle turns out to be cut; `work` must bear that. */
  async use<T>(work: (db: Memory) => Promise<T>): Promise<T> {
    const held = this.db;
    try {
      return await work(await this.memory());
    } catch (error) {
      if (!(error instanceof DOMException && CUT.has(error.name))) throw error;
      if (this.db === held) this.close();
      return work(await this.memory());
    }
  }

  close(): void {
    void this.db?.then((db) => db.close()).catch(() => undefined);
    this.db = null;
  }

  private memory(): Promise<Memory> {
    return (this.db ??= this.open());
  }

  private async open(): Promise<Memory> {
    try {
      const db = await openMemory(() => (this.db = null));
      if (this.before) await this.anew(db);
      this.before = true;
      return db;
    } catch (error) {
      this.db = null;
      throw error;
    }
  }
}
