/** Keeps the phone and the server together: writes records down, sends them, tells the other tabs. */

import { config } from "./page.ts";
import type { Heard, Line } from "./line.ts";
import { GRACE, type Kind, type Told } from "./model.ts";
import { patience, Sender, type Ending } from "./sender.ts";
import type { Store } from "./store.ts";

const LOCK = "kokong-outbox";
const GREETING = 5 * 60_000;

export interface Place {
  round: number;
  door: number;
  address: string;
  pass: string;
}

export class Keeper extends EventTarget {
  /** How the last try to reach the server ended; null before the first. */
  ending: Ending | null = null;
  readonly store: Store;
  private readonly line: Line;
  private readonly sender: Sender;
  private readonly channel = new BroadcastChannel("kokong-field");
  private failures = 0;
  private timer = 0;
  private running: Promise<void> | null = null;
  private again = false;
  private greeted = 0;

  constructor(store: Store, line: Line) {
    super();
    this.store = store;
    this.line = line;
    this.sender = new Sender(store, line);
    this.channel.onmessage = () => this.changed();
  }

  start(): void {
    window.addEventListener("online", () => void this.send());
    document.addEventListener("visibilitychange", () => void this.send());
    navigator.serviceWorker?.addEventListener("message", () => this.changed());
    setInterval(() => document.visibilityState === "visible" && Date.now() - this.greeted > GREETING && void this.send(), 30_000);
    void this.send();
  }

  /** Write a record down and try to send it. Resolves once it is safe on the phone; rejects if it can't be. */
  async record(kind: Kind, place: Place, more: Partial<Told> = {}): Promise<Told> {
    const told: Told = { id: crypto.randomUUID(), kind, door: place.door, pass: place.pass, at: new Date().toISOString(), ...more };
    const { user, name } = config;
    await this.store.add({ id: told.id, user, name, round: place.round, address: place.address, told });
    this.tell();
    void this.send();
    if (kind === "follow_up") setTimeout(() => void this.send(), GRACE + 50);
    return told;
  }

  /** A claim or release: worth telling now or not at all. */
  mention(kind: "claim" | "release", door: number): void {
    this.sender.mention({ id: crypto.randomUUID(), kind, door, at: new Date().toISOString() });
    void this.send();
  }

  async takeBack(id: string): Promise<void> {
    if (await this.store.takeBack(id)) this.tell();
  }

  async dismiss(id: string): Promise<void> {
    await this.store.dismiss(id);
    this.tell();
  }

  /** Send what waits; calls while sending are answered by one more round. */
  send(): Promise<void> {
    clearTimeout(this.timer);
    this.again = this.running !== null;
    this.running ??= this.sendAll().finally(() => (this.running = null));
    return this.running;
  }

  private async sendAll(): Promise<void> {
    do {
      this.again = false;
      // One tab (or the service worker) sends at a time; the others find nothing left.
      this.ending = await navigator.locks.request(LOCK, () => this.flush());
    } while (this.again);
    this.failures = this.ending === "sent" ? 0 : this.failures + 1;
    if (this.failures) this.later();
    this.tell();
  }

  private async flush(): Promise<Ending> {
    const greet = Date.now() - this.greeted > GREETING;
    const ending = await this.sender.flush(greet);
    if (ending === "sent") this.greeted = Date.now();
    return ending;
  }

  private later(): void {
    this.timer = window.setTimeout(() => void this.send(), patience(this.failures));
    // Where the browser knows background sync, it wakes the service worker even when this page is gone.
    void navigator.serviceWorker?.ready
      .then((worker) => (worker as { sync?: { register(tag: string): Promise<void> } }).sync?.register(LOCK))
      .catch(() => undefined);
  }

  /** What asking after a round has taught: whether there is a connection, a sign-in, and whose it is. */
  hear(heard: Heard): void {
    const before = this.ending;
    if (heard === "unreachable" || heard === "signed-out") this.ending = heard;
    else if (before === "unreachable" || before === "signed-out") void this.send();
    if (this.ending !== before) this.changed();
    if (heard === "gone") void this.line.session(true).then((session) => this.recognise(session));
    if (typeof heard === "object") this.recognise(heard);
  }

  /** Somebody else has signed in, perhaps in another tab: this page is no longer theirs to look at. */
  private recognise(who: { user: number } | string): void {
    if (typeof who === "string" || who.user === config.user) return;
    const last = Number(sessionStorage.getItem("reloaded"));
    if (Date.now() - last < 30_000) return;
    sessionStorage.setItem("reloaded", String(Date.now()));
    location.reload();
  }

  private tell(): void {
    this.channel.postMessage("changed");
    this.changed();
  }

  private changed(): void {
    this.dispatchEvent(new Event("change"));
  }
}
