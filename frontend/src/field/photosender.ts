/** Sends photos, one upload each, after the records they were taken with. Knows neither the page nor IndexedDB. */

import type { Photo } from "./album.ts";
import type { Result, Session } from "./model.ts";
import type { Answer, Ending, Unknown } from "./sender.ts";

/** What the sender needs of the phone's storage. */
export interface Photos {
  ready(user: number): Promise<Photo[]>;
  bytes(user: number, id: string): Promise<ArrayBuffer | null>;
  settle(result: Result, user: number): Promise<void>;
}

/** One photo on its way. `waiting`: how much the phone holds, this one too. */
export interface Parcel extends Photo {
  user: number;
  municipality: number;
  device: string;
  waiting: number;
  sent_at: string;
  bytes: ArrayBuffer;
}

export interface PhotoPost {
  session(fresh: boolean): Promise<Session | Unknown>;
  photo(parcel: Parcel, csrf: string): Promise<Answer>;
}

export class PhotoSender {
  private readonly photos: Photos;
  private readonly line: PhotoPost;
  private readonly device: () => Promise<string>;
  private readonly now: () => number;

  constructor(photos: Photos, line: PhotoPost, device: () => Promise<string>, now: () => number = Date.now) {
    this.photos = photos;
    this.line = line;
    this.device = device;
    this.now = now;
  }

  /** Send what is ready, one after the other; `changed` is called for each that is settled. */
  async flush(changed: () => void = () => undefined): Promise<Ending> {
    const held = new Set<string>();
    let fresh = false;
    let doubted = "";
    for (let again = 0; again < 3; ) {
      const session = await this.line.session(fresh);
      if (typeof session === "string") return session;
      const waiting = await this.photos.ready(session.user);
      const photo = waiting.find(({ id }) => !held.has(id));
      if (!photo) return held.size ? "held" : "sent";
      const bytes = await this.photos.bytes(session.user, photo.id);
      if (!bytes) {
        held.add(photo.id);
        continue;
      }
      const answer = await this.line.photo(await this.parcel(photo, session, bytes, waiting.length), session.csrf);
      // Whoever is no longer signed in may send next to nothing: it is asked who is, before a photo is given up.
      const doubt = answer.kind === "too-big" && doubted !== photo.id;
      if (doubt) doubted = photo.id;
      fresh = doubt || answer.kind === "token" || answer.kind === "other-person";
      if (fresh) again += 1;
      else if (answer.kind === "unreachable" || answer.kind === "signed-out") return answer.kind;
      else if (await this.settle(photo, answer, session.user)) changed();
      else held.add(photo.id);
    }
    return "held";
  }

  private async parcel(photo: Photo, { user, municipality }: Session, bytes: ArrayBuffer, waiting: number): Promise<Parcel> {
    return { ...photo, user, municipality, device: await this.device(), waiting, sent_at: new Date(this.now()).toISOString(), bytes };
  }

  /** Whether there is an end to it: only an answer with the photo's own id counts. */
  private async settle({ id }: Photo, answer: Answer, user: number): Promise<boolean> {
    const result: Result | undefined =
      answer.kind === "ok" ? answer.results.find((one) => one.id === id)
      : { id, status: "refused", message: answer.kind === "unreadable" ? answer.message : "" };
    if (!result || result.status === "later") return false;
    await this.photos.settle(result, user);
    return true;
  }
}
