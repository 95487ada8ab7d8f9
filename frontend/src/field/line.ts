/** The line to the server: who is signed in, the outbox's post, and a round's state. */

import type { Key, Result, Session, State } from "./model.ts";
import { pathOf } from "./pages.ts";
import type { Parcel, PhotoPost } from "./photosender.ts";
import type { Answer, Letter, Post, Unknown } from "./sender.ts";

const API = "/field/api/";
const PATIENCE = 15_000;
/** A photo that could not be made smaller takes this long over a slow network. */
const PHOTO_PATIENCE = 120_000;

/** A round's state, or why there is none. `gone`: not this person's, or over. */
export type Heard = State | "unchanged" | "unreachable" | "signed-out" | "gone";

export class Line implements Post, PhotoPost {
  /** When the server last answered somebody who is signed in. */
  contact = 0;
  private known: Session | null = null;

  /** Who the server says is signed in; asked once, and anew when `fresh`. The token comes with the answer, since
   *  one printed in a page that was cached for days is no longer good. */
  async session(fresh: boolean): Promise<Session | Unknown> {
    if (this.known && !fresh) return this.known;
    this.known = null;
    const heard = Date.now();
    const answer = await get(`${API}session`);
    if (answer === null || !ours(answer)) return "unreachable";
    if (answer.status === 401) return "signed-out";
    if (answer.status === 403) return "no-role";
    const told = answer.ok ? await json<Session>(answer) : null;
    if (!Array.isArray(told?.keys)) return "unreachable";
    this.contact = heard;
    return (this.known = { ...told, heard });
  }

  async post(letter: Letter, csrf: string): Promise<Answer> {
    const body = JSON.stringify(letter);
    const answer = await fetch(`${API}outbox`, {
      method: "POST",
      body,
      // Goes on although the page is closed meanwhile; browsers allow that for small bodies only.
      keepalive: body.length < 30_000,
      headers: { "Content-Type": "application/json", "X-CSRFToken": csrf, Accept: "application/json" },
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE),
    }).catch(() => null);
    if (answer?.status === 401) this.known = null;
    return this.understand(answer);
  }

  async photo({ bytes, ...told }: Parcel, csrf: string): Promise<Answer> {
    const body = new FormData();
    for (const [name, value] of Object.entries(told)) body.append(name, String(value));
    body.append("photo", new Blob([bytes]), "photo");
    const answer = await fetch(`${API}photo`, {
      method: "POST",
      body,
      headers: { "X-CSRFToken": csrf, Accept: "application/json" },
      redirect: "error",
      signal: AbortSignal.timeout(PHOTO_PATIENCE),
    }).catch(() => null);
    if (answer?.status === 401) this.known = null;
    return this.understand(answer);
  }

  /** What was known of the sign-in holds no longer. */
  forget(): void {
    this.known = null;
  }

  private async understand(answer: Response | null): Promise<Answer> {
    switch (answer?.status) {
      case 200: {
        // A hotel's or café's network answers 200 with a page of its own.
        const body = await json<{ results: Result[] }>(answer);
        if (!Array.isArray(body?.results)) return { kind: "unreachable" };
        this.contact = Date.now();
        return { kind: "ok", results: body.results };
      }
      case 400: {
        const body = await json<{ error: string }>(answer);
        return body ? { kind: "unreadable", message: body.error } : { kind: "unreachable" };
      }
      case 401: return { kind: ours(answer) ? "signed-out" : "unreachable" };
      case 403: return { kind: "token" };
      case 409: return { kind: "other-person" };
      case 413: return { kind: "too-big" };
      default: return { kind: "unreachable" };
    }
  }

  async round(key: Key, version: string): Promise<Heard> {
    const asked = Date.now();
    const answer = await get(`${API}${pathOf(key)}`, version ? { "If-None-Match": `"${version}"` } : {});
    if (answer?.status === 401) this.known = null;
    if (answer === null || !(answer.status === 304 || ours(answer))) return "unreachable";
    if (answer.status === 200 || answer.status === 304) this.contact = asked;
    switch (answer.status) {
      case 200: {
        const state = await json<State>(answer);
        return state?.round ? state : "unreachable";
      }
      case 304: return "unchanged";
      case 401: return "signed-out";
      case 403:
      case 404: return "gone";
      default: return "unreachable";
    }
  }
}

function get(url: string, headers: Record<string, string> = {}): Promise<Response | null> {
  return fetch(url, {
    headers: { Accept: "application/json", ...headers },
    // The ETag is ours to send: the browser's own cache would turn 304 into 200.
    cache: "no-store",
    redirect: "error",
    signal: AbortSignal.timeout(PATIENCE),
  }).catch(() => null);
}

/** A word of the server's own. At a 401 or 404 of some network's gate in between nothing is let go of. */
const ours = (answer: Response): boolean => answer.headers.get("Content-Type")?.startsWith("application/json") ?? false;

async function json<T>(answer: Response): Promise<T | null> {
  if (!ours(answer)) return null;
  return (await answer.json().catch(() => null)) as T | null;
}
