/**
 * The line to the server: told at once by the stream, asking each second where there is none.
 *
 * The stream says only that there is news; what they are is asked for. Every stream begins with "look", so a
 * break leaves no gap. What can't be heard is never passed off as silence: `lost` is said within seconds.
 */

export type Contact = "live" | "asking" | "lost" | "out";

export interface Ear {
  /** Fetch the queue. `gone` where the person may no longer see it. Throws where the server can't be reached. */
  ask: () => Promise<"fresh" | "gone">;
  /** The server's time, as it came by. */
  heard: (now: number) => void;
  /** How the line is now; told when that changes. */
  contact: (contact: Contact) => void;
  open: () => Stream;
  ticks: () => number;
  later: (work: () => void, milliseconds: number) => void;
}

/** The part of EventSource that is used. */
export interface Stream {
  addEventListener: (name: string, heard: (event: { data?: unknown }) => void) => void;
  close: () => void;
}

export const SECOND = 1_000;
const SILENCE = 7 * SECOND; // the server beats every five
const PATIENCE = 11 * SECOND;
const FULL = 15 * SECOND;
const FAILURES = 2;

export class Line {
  private readonly ear: Ear;
  private stream: Stream | null = null;
  private live = false;
  private told: Contact | null = null;
  private reached: number;
  private nextStream = 0;
  private failures = 0;
  private asking = false;
  private again = false;
  private out = false;

  constructor(ear: Ear) {
    this.ear = ear;
    this.reached = ear.ticks();
  }

  start(): void {
    this.reopen(this.ear.ticks());
    this.tick();
  }

  /** Look now. However often it is called meanwhile, one more look follows the one under way. */
  async look(): Promise<void> {
    this.again = true;
    if (this.asking) return;
    this.asking = true;
    while (this.again && !this.out) {
      this.again = false;
      await this.ask();
    }
    this.asking = false;
  }

  private async ask(): Promise<void> {
    try {
      this.out = (await this.ear.ask()) === "gone";
      this.failures = 0;
      this.reached = this.ear.ticks();
    } catch {
      this.failures += 1;
    }
    this.tell();
  }

  private listen(): void {
    const stream = (this.stream = this.ear.open());
    const on = (name: string, work: () => void): void =>
      stream.addEventListener(name, (event) => {
        if (stream !== this.stream) return;
        const now = (JSON.parse(String(event.data ?? "{}")) as { now?: number }).now;
        if (now !== undefined) this.ear.heard(now);
        this.reached = this.ear.ticks();
        work();
      });
    on("hello", () => {
      this.live = true;
      void this.look();
    });
    on("change", () => void this.look());
    on("beat", () => this.tell());
    on("bye", () => this.drop(0));
    on("full", () => this.drop(FULL));
    on("lost", () => this.drop(SECOND));
    stream.addEventListener("error", () => {
      if (stream === this.stream) this.drop(SECOND);
    });
  }

  private drop(wait: number): void {
    this.stream?.close();
    this.stream = null;
    this.live = false;
    this.nextStream = this.ear.ticks() + wait;
    if (wait === 0) this.listen();
    else void this.look();
  }

  /** Once a second: a silent stream is given up, a missing one is replaced or asked around. */
  private tick(): void {
    if (this.out) return;
    const now = this.ear.ticks();
    if (this.stream && this.live && now - this.reached > SILENCE) this.drop(SECOND);
    else if (this.stream && !this.live && now - this.nextStream > SILENCE) this.drop(SECOND);
    else if (!this.stream && now >= this.nextStream) this.reopen(now);
    if (!this.live || this.failures) void this.look(); // a look that failed is made good
    this.tell();
    this.ear.later(() => this.tick(), SECOND);
  }

  private reopen(now: number): void {
    this.nextStream = now;
    this.listen();
  }

  private tell(): void {
    const contact = this.contact();
    if (contact !== this.told) this.ear.contact(contact);
    this.told = contact;
  }

  private contact(): Contact {
    if (this.out) return "out";
    if (this.failures >= FAILURES || this.ear.ticks() - this.reached > PATIENCE) return "lost";
    return this.live ? "live" : "asking";
  }
}
