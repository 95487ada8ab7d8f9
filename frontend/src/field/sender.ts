/** Sends the outbox: early, again, and never twice for nothing. Knows neither the page nor IndexedDB. */

import type { Entry, Result, Session, Told } from "./model.ts";

/** What the sender needs of the phone's storage. */
export interface Outbox {
  /** Open what belongs to whom the server says is signed in; false for somebody who has signed out here. */
  admit(session: Session): Promise<boolean>;
  waiting(user: number): Promise<Entry[]>;
  settle(results: readonly Result[], now: number): Promise<void>;
  device(): Promise<string>;
  /** How many photos of the person wait, for the server to know. */
  photos?(user: number): Promise<number>;
}

export interface Letter {
  user: number;
  municipality: number;
  device: string;
  waiting: number;
  sent_at: string;
  events: Told[];
}

/** What the server, or the lack of one, answered. */
export type Answer =
  | { kind: "ok"; results: Result[] }
  | { kind: "unreachable" | "signed-out" | "token" | "other-person" | "too-big" }
  | { kind: "unreadable"; message: string };

/** Why it isn't known who is signed in. `no-role`: somebody who visits no doors, or no longer. */
export type Unknown = "unreachable" | "signed-out" | "no-role";

export interface Post {
  session(fresh: boolean): Promise<Session | Unknown>;
  post(letter: Letter, csrf: string): Promise<Answer>;
}

/** How a sending ended. `held`: the server kept nothing of it and asks for another try. */
export type Ending = "sent" | "held" | Unknown;

export const BATCH = 100;

export class Sender {
  private readonly outbox: Outbox;
  private readonly line: Post;
  private readonly now: () => number;
  private passing: { about: string; told: Told }[] = [];
  private batch = BATCH;

  constructor(outbox: Outbox, line: Post, now: () => number = Date.now) {
    this.outbox = outbox;
    this.line = line;
    this.now = now;
  }

  /** What means nothing later, as who stands at which door: told once if the server can be reached, else forgotten.
   *  Of each subject, named by `about`, only the latest is told. */
  mention(told: Told, about: string): void {
    this.passing = [...this.passing.filter((other) => other.about !== about), { about, told }];
  }

  /** Send everything that waits for the person who is signed in. With nothing to send, `greet` tells the server
   *  that this phone is alive and holds nothing. */
  async flush(greet = false): Promise<Ending> {
    const device = await this.outbox.device();
    let fresh = false;
    let held = 0;
    for (let again = 0; again < 3; ) {
      const session = await this.line.session(fresh);
      if (typeof session === "string") return session;
      if (!(await this.outbox.admit(session))) return "signed-out";
      const waiting = await this.outbox.waiting(session.user);
      const entries = waiting.slice(held, held + this.batch);
      const passing = this.passing.splice(0).map(({ told }) => told);
      if (!entries.length && !passing.length && !greet) return held ? "held" : "sent";
      const photos = (await this.outbox.photos?.(session.user)) ?? 0;
      const letter = this.letter(session, device, waiting.length + photos, [...passing, ...entries.map((e) => e.told)]);
      const answer = await this.line.post(letter, session.csrf);
      greet = false;
      switch (answer.kind) {
        case "ok":
          held += await this.settle(entries, answer.results);
          fresh = false;
          break;
        case "token":
        case "other-person":
          fresh = true;
          again += 1;
          break;
        case "too-big":
          if (this.batch > 1) this.batch = Math.ceil(this.batch / 4);
          else held += await this.refuse(entries, "");
          again += Number(this.batch === 1);
          break;
        case "unreadable":
          if (entries.length > 1) this.batch = 1;
          else if (entries.length === 1) await this.refuse(entries, answer.message);
          else return "held";
          break;
        default:
          return answer.kind;
      }
    }
    return "held";
  }

  private letter({ user, municipality }: Session, device: string, waiting: number, events: Told[]): Letter {
    return { user, municipality, device, waiting, sent_at: new Date(this.now()).toISOString(), events };
  }

  /** Writes the answers down; returns how many entries of the batch stay for another time. */
  private async settle(entries: readonly Entry[], results: readonly Result[]): Promise<number> {
    const sent = new Set(entries.map((entry) => entry.id));
    const settled = results.filter((result) => sent.has(result.id) && result.status !== "later");
    await this.outbox.settle(settled, this.now());
    return entries.length - new Set(settled.map((result) => result.id)).size;
  }

  private async refuse(entries: readonly Entry[], message: string): Promise<number> {
    const results = entries.map(({ id }): Result => ({ id, status: "refused", message }));
    await this.outbox.settle(results, this.now());
    return 0;
  }
}

/** Milliseconds until the next try after `failures` failed ones: 2 s, doubling, at most a minute, a little apart. */
export function patience(failures: number, chance: number = Math.random()): number {
  return Math.min(60_000, 2_000 * 2 ** Math.min(failures - 1, 6)) * (0.75 + chance / 2);
}
