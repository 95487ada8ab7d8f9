/** The line to the server: who is signed in, the outbox's post, and a round's state. */

import type { Result, Session, State } from "./model.ts";
import type { Answer, Letter, Post } from "./sender.ts";

const API = "/field/api/";
const PATIENCE = 15_000;

/** A round's state, or why there is none. `gone`: not this person's, or over. */
export type Heard = State | "unchanged" | "unreachable" | "signed-out" | "gone";

export class Line implements Post {
  private known: Session | null = null;

  /** Who the server says is signed in; asked once, and anew when `fresh`. The token comes with the answer, since
   *  one printed in a page that was cached for days is no longer good. */
  async session(fresh: boolean): Promise<Session | "unreachable" | "signed-out"> {
    if (this.known && !fresh) return this.known;
    this.known = null;
    const answer = await get(`${API}session`);
    if (answer === null) return "unreachable";
    if (answer.status === 401 || answer.status === 403) return "signed-out";
    return (this.known = await json<Session>(answer)) ?? "unreachable";
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

  private async understand(answer: Response | null): Promise<Answer> {
    switch (answer?.status) {
      case 200: {
        // A hotel's or café's network answers 200 with a page of its own.
        const body = await json<{ results: Result[] }>(answer);
        return Array.isArray(body?.results) ? { kind: "ok", results: body.results } : { kind: "unreachable" };
      }
      case 400: {
        const body = await json<{ error: string }>(answer);
        return body ? { kind: "unreadable", message: body.error } : { kind: "unreachable" };
      }
      case 401: return { kind: "signed-out" };
      case 403: return { kind: "token" };
      case 409: return { kind: "other-person" };
      case 413: return { kind: "too-big" };
      default: return { kind: "unreachable" };
    }
  }

  async round(id: number, version: string): Promise<Heard> {
    const answer = await get(`${API}rounds/${id}`, version ? { "If-None-Match": `"${version}"` } : {});
    if (answer?.status === 401) this.known = null;
    switch (answer?.status) {
      case 200: {
        const state = await json<State>(answer);
        return state && Array.isArray(state.doors) ? state : "unreachable";
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

async function json<T>(answer: Response): Promise<T | null> {
  if (!answer.headers.get("Content-Type")?.startsWith("application/json")) return null;
  return (await answer.json().catch(() => null)) as T | null;
}
