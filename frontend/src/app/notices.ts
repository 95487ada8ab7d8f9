/** What one is told shows on an open page at once: a stream says that there is news, and they are then asked for. */

import htmx from "htmx.org";
import { NEWS } from "./fresh.ts";

const SECOND = 1_000;
/** Where all streams are taken, or there is none, the page asks now and then instead. */
const PAUSES: Record<string, number> = { bye: 0, full: 20 * SECOND, lost: 5 * SECOND, error: 20 * SECOND };

export function watchNotices(): void {
  const place = document.querySelector<HTMLElement>("#notices[data-stream]");
  if (!place) return;
  new Notices(place).start();
  place.addEventListener("click", (event) => seen(place, event.target as Element));
}

class Notices {
  private readonly place: HTMLElement;
  private stream: EventSource | null = null;
  private timer = 0;
  private looks = 0;

  constructor(place: HTMLElement) {
    this.place = place;
  }

  start(): void {
    document.addEventListener("visibilitychange", () => this.turn());
    window.addEventListener("pagehide", () => this.rest());
    window.addEventListener("pageshow", ({ persisted }) => persisted && this.turn());
    this.turn();
  }

  /** A page that nobody looks at holds no stream; when somebody does again, it first looks. */
  private turn(): void {
    if (document.visibilityState !== "visible") this.rest();
    else if (!this.stream) this.listen();
  }

  private rest(): void {
    clearTimeout(this.timer);
    this.stream?.close();
    this.stream = null;
  }

  private listen(): void {
    this.rest();
    const stream = (this.stream = new EventSource(this.place.dataset.stream ?? ""));
    for (const word of ["hello", "change"]) stream.addEventListener(word, () => void this.look());
    for (const [word, pause] of Object.entries(PAUSES)) stream.addEventListener(word, () => this.later(pause));
  }

  private later(pause: number): void {
    this.rest();
    if (pause) void this.look();
    this.timer = window.setTimeout(() => this.turn(), pause);
  }

  private async look(): Promise<void> {
    const look = ++this.looks;
    const asked: RequestInit = { headers: { "HX-Request": "true" }, cache: "no-store", redirect: "manual" };
    const answer = await fetch(this.place.dataset.news ?? "", asked).catch(() => null);
    if (!answer?.ok || answer.headers.has("HX-Redirect")) return;
    const words = await answer.text();
    if (look !== this.looks) return; // a later answer came first, and says more
    // Nobody loses the button under their finger, and nothing is read out twice: the same notices stay as they are.
    const shown = [...words.matchAll(/data-notice="(\d+)"/g)].map(([, number]) => number).join();
    if (shown === this.place.dataset.shown) return;
    this.place.dataset.shown = shown;
    document.dispatchEvent(new Event(NEWS));
    this.place.innerHTML = words;
    htmx.process(this.place);
  }
}

/** Whoever opens what a notice is about has seen it; the link goes on whatever becomes of this. */
function seen(place: HTMLElement, target: Element): void {
  const notice = target.closest("[data-open]")?.closest<HTMLElement>("[data-notice]")?.dataset.notice;
  const token = document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content;
  if (!notice || !token) return;
  const body = new URLSearchParams({ notice, csrfmiddlewaretoken: token });
  void fetch(place.dataset.putAway ?? "", { method: "POST", body, keepalive: true, redirect: "manual" }).catch(() => null);
}
