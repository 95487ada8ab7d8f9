/** Asks after a round while somebody looks at it: often while the phone is in use, rarely while it lies there. */

import type { Key } from "./model.ts";
import type { Heard, Line } from "./line.ts";
import { patience } from "./sender.ts";

const EAGER = 1_500;
const CALM = 10_000;
const IDLE = 5 * 60_000;

export class Poll {
  private readonly line: Line;
  private readonly round: Key;
  private readonly heard: (heard: Heard, asked: number) => Promise<void>;
  private version = "";
  private timer = 0;
  private failures = 0;
  private asking = false;
  private touched = Date.now();

  constructor(line: Line, round: Key, version: string, heard: (heard: Heard, asked: number) => Promise<void>) {
    this.line = line;
    this.round = round;
    this.version = version;
    this.heard = heard;
  }

  start(): void {
    document.addEventListener("visibilitychange", () => this.soon());
    window.addEventListener("online", () => this.soon());
    document.addEventListener("pointerdown", () => this.wake(), { passive: true });
    this.soon();
  }

  /** Ask now: something has changed. */
  soon(): void {
    clearTimeout(this.timer);
    if (document.visibilityState === "visible") void this.ask();
  }

  private wake(): void {
    const slept = Date.now() - this.touched > IDLE;
    this.touched = Date.now();
    if (slept) this.soon();
  }

  private async ask(): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    const asked = Date.now();
    const heard = await this.line.round(this.round, this.version);
    this.asking = false;
    if (typeof heard === "object") this.version = heard.version;
    const fine = typeof heard === "object" || heard === "unchanged";
    this.failures = fine ? 0 : this.failures + 1;
    await this.heard(heard, asked);
    const pause = fine ? (Date.now() - this.touched > IDLE ? CALM : EAGER) : patience(this.failures);
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.soon(), pause);
  }
}
