/** Keeps the phone and the server together: writes records down, sends them, tells the other tabs. */

import { Album } from "./album.ts";
import { config } from "./page.ts";
import type { Heard, Line } from "./line.ts";
import { lapsed } from "./lease.ts";
import type { Key, Told } from "./model.ts";
import { PhotoSender } from "./photosender.ts";
import { patience, Sender, type Ending, type Unknown } from "./sender.ts";
import type { Store } from "./store.ts";

const LOCK = "kokong-outbox";
/** Its own, so that no record waits for a photo that is long on its way. */
const PHOTO_LOCK = "kokong-photos";
const GREETING = 5 * 60_000;
const TICK = 30_000;

/** Why the phone shows no rounds. `unheard`: it has not heard yet who is signed in. `lapsed`: not for too long.
 *  `signed-out-here`: on this phone, by another page. */
export type Closed = "unheard" | "lapsed" | "signed-out-here" | "signed-out" | "no-role";

/** What a record is about: the subject's kind and id, on which list, how people call it, and its pass. */
export interface Place {
  round: Key;
  kind: string;
  id: number;
  address: string;
  pass: string;
}

export class Keeper extends EventTarget {
  /** How the last try to reach the server ended; null before the first. */
  ending: Ending | null = null;
  /** Why the phone is locked; null while its person is at work on it. */
  closed: Closed | null = null;
  /** How many records of other people lie here in the memory before this one, which can't be told by their rows. */
  others = 0;
  readonly store: Store;
  readonly album: Album;
  private readonly line: Line;
  private readonly sender: Sender;
  private readonly photoSender: PhotoSender;
  private sendingPhotos: Promise<void> | null = null;
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
    this.album = new Album(store);
    this.photoSender = new PhotoSender(this.album, line, () => store.device());
    this.channel.onmessage = ({ data }) => (data === "locked" ? void this.lockedElsewhere() : this.changed());
  }

  start(): void {
    window.addEventListener("online", () => void this.send());
    document.addEventListener("visibilitychange", () => void this.look());
    navigator.serviceWorker?.addEventListener("message", () => this.changed());
    setInterval(() => void this.look(), TICK);
    void this.send();
  }

  /** Open what this phone holds of the page's person; where it holds nothing, the server is asked who is there. */
  async enter(): Promise<void> {
    if (await this.store.start(config, Date.now())) return;
    const session = await this.line.session(true);
    if (typeof session === "string") this.closed = session === "unreachable" ? "unheard" : session;
    else if (session.user !== config.user || session.municipality !== config.municipality) this.closed = "unheard";
    else if (!(await this.store.admit(session))) this.closed = "signed-out-here";
  }

  private async look(): Promise<void> {
    const { holder } = this.store;
    if (holder && lapsed(holder.heard, holder.lease, Date.now())) await this.close("lapsed");
    if (document.visibilityState !== "visible") return;
    if (this.closed || Date.now() - this.greeted > GREETING) await this.send();
  }

  /** Lock the phone: what was sent and every round go, what waits stays sealed. The page goes on asking who is there. */
  private async close(why: Closed): Promise<void> {
    const before = this.closed;
    this.closed = why;
    this.line.forget();
    if (before === null) {
      await this.store.lock();
      this.channel.postMessage("locked");
    }
    if (before !== why) this.changed();
  }

  /** Another page has locked the phone: this one shows nothing more, until the server says who is there. */
  private async lockedElsewhere(): Promise<void> {
    if (this.closed) return;
    this.closed = "signed-out-here";
    this.line.forget();
    this.changed();
    await this.send();
  }

  /** Write a record down and try to send it. Resolves once it is safe on the phone; rejects if it can't be.
   *  For `grace` milliseconds it stays here, so that a second touch takes it back. `photos` go with it: either all of
   *  it is written down or nothing. */
  async record(kind: string, place: Place, more: Record<string, unknown> = {}, grace = 0, photos: readonly Blob[] = []): Promise<Told> {
    const { round, address, pass } = place;
    const told: Told = { id: crypto.randomUUID(), kind, [place.kind]: place.id, pass, at: new Date().toISOString(), ...more };
    const { user, municipality, name } = config;
    try {
      for (const photo of photos) {
        const about = { record: told.id, kind: place.kind, subject: place.id, pass, at: told.at };
        await this.album.add({ user, municipality }, about, address, await photo.arrayBuffer());
      }
      await this.store.add({ id: told.id, user, municipality, name, round, address, told, grace });
    } catch (error) {
      if (photos.length) await this.album.drop(told.id).catch(() => undefined); // else it goes by itself, as nobody's
      throw error;
    }
    if (photos.length) await this.album.complete(told.id).catch(() => undefined); // a whole record says the same
    this.tell();
    void this.send();
    if (grace) setTimeout(() => void this.send(), grace + 50);
    return told;
  }

  /** Who stands where: worth telling now or not at all. */
  mention(kind: string, { kind: subject, id }: Pick<Place, "kind" | "id">): void {
    const told = { id: crypto.randomUUID(), kind, [subject]: id, at: new Date().toISOString() };
    this.sender.mention(told, `${subject} ${id}`);
    void this.send();
  }

  async takeBack(id: string): Promise<void> {
    if (await this.store.takeBack(id)) this.tell();
  }

  async dismiss(id: string): Promise<void> {
    await this.store.dismiss(id);
    this.tell();
  }

  async dismissPhoto(id: string): Promise<void> {
    await this.album.dismiss(id);
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
    await this.take(this.ending);
    this.tell();
    if (this.ending === "sent" || this.ending === "held") void this.sendPhotos();
  }

  /** Photos follow their records, beside whatever else is recorded meanwhile. */
  private sendPhotos(): Promise<void> {
    this.sendingPhotos ??= this.flushPhotos().finally(() => (this.sendingPhotos = null));
    return this.sendingPhotos;
  }

  private async flushPhotos(): Promise<void> {
    const ending = await navigator.locks.request(PHOTO_LOCK, () => this.photoSender.flush(() => this.tell()));
    if (ending !== "sent") {
      if (this.ending === "sent" || ending === "signed-out") this.ending = ending;
      this.failures += 1;
      this.later();
    }
    if (ending === "signed-out" || ending === "no-role") await this.close(ending);
    this.tell();
  }

  /** What the server's answer means for what this phone shows. */
  private async take(ending: Ending): Promise<void> {
    if (ending === "signed-out" || ending === "no-role") return this.close(ending);
    await this.store.contact(this.line.contact);
    if (this.closed && ending !== "unreachable") this.reload();
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
    if (heard === "signed-out") void this.close(heard);
    else void this.store.contact(this.line.contact);
    if (heard === "gone") void this.line.session(true).then((session) => this.recognise(session));
    if (typeof heard === "object") this.recognise(heard);
  }

  /** Somebody else has signed in, or elsewhere, perhaps in another tab: this page is no longer theirs to look at. */
  private recognise(who: { user: number; municipality?: number } | Unknown): void {
    if (who === "unreachable") return;
    if (typeof who === "string") return void this.close(who);
    const { user, municipality = config.municipality } = who;
    if (user !== config.user || municipality !== config.municipality) this.reload();
  }

  /** Begin anew with a page from the server; not over and over, should that not help. */
  reload(): void {
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
