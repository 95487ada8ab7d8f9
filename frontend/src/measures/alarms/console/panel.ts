/** The alarm that is open beside the queue: shown, kept fresh, and acted on. */

import { mergePieces, parsed, remember } from "./merge.ts";
import { allowed, find, part, say, write } from "./page.ts";

const SOON = 700;

export class Panel {
  private readonly place = find("[data-panel]");
  private readonly said = find("[data-said]");
  private readonly title = document.title.replace(/^\(\d+\) /, "");
  private readonly changed: () => void;
  private readonly done: () => void;
  private soon = 0;
  private busy = false;
  private acts = 0; // how often something was sent: what was fetched before is older than what it brought
  private pressed = false; // a button that is exchanged between down and up is never clicked
  private opened = 0; // how often an alarm was opened: of two on their way the later one is shown, whichever comes first
  id: string | null;

  /** `changed` is called when other words or another alarm are shown, `done` after something was done. */
  constructor(changed: () => void, done: () => void) {
    this.changed = changed;
    this.done = done;
    this.id = this.place.dataset.panel || null;
    remember(this.place, "part");
    this.place.addEventListener("pointerdown", () => (this.pressed = true));
    for (const end of ["pointerup", "pointercancel"]) window.addEventListener(end, () => (this.pressed = false));
    this.place.addEventListener("submit", (event) => void this.send(event));
    window.addEventListener("popstate", () => void this.open(idOf(location.pathname), { push: false }));
  }

  async open(id: string | null, { push = true } = {}): Promise<void> {
    const address = id ? `/alarms/${id}/` : "/alarms/";
    const turn = ++this.opened;
    try {
      const answer = await part(address);
      if (!allowed(answer)) return location.assign(address);
      const html = await answer.text();
      if (turn !== this.opened) return;
      this.id = id;
      if (push) history.pushState(null, "", address);
      this.show(html, { anew: true });
    } catch {
      if (turn === this.opened) this.tell(say("not_opened"), "warning");
    }
  }

  /** Fetch the open alarm again within a second, however often this is called meanwhile. */
  refreshSoon(): void {
    this.soon ||= window.setTimeout(() => {
      this.soon = 0;
      void this.refresh();
    }, SOON);
  }

  /** Fetch the open alarm again; what somebody is writing stays. */
  async refresh(): Promise<void> {
    const { id, acts } = this;
    if (!id || this.busy) return;
    try {
      const answer = await part(`/alarms/${id}/`);
      const html = await answer.text();
      if (!answer.ok || !allowed(answer) || this.id !== id || this.busy) return;
      if (this.pressed || this.acts !== acts) return this.refreshSoon();
      this.show(html, { anew: false });
    } catch {
      // The line says that there is no contact; what is shown stays.
    }
  }

  private show(html: string, { anew }: { anew: boolean }): void {
    const fresh = parsed(html);
    const same = !anew && mergePieces(this.place, fresh, "part");
    if (!same) {
      this.place.replaceChildren(fresh);
      remember(this.place, "part");
    }
    this.place.dataset.panel = this.id ?? "";
    if (anew) {
      this.tell("", "info");
      const heading = this.place.querySelector<HTMLElement>("h2");
      document.title = [heading?.dataset.title ?? "", this.title].filter(Boolean).join(" · ");
      heading?.focus();
    }
    this.changed();
  }

  private async send(event: SubmitEvent): Promise<void> {
    const form = event.target as HTMLFormElement;
    if (form.method !== "post") return;
    event.preventDefault();
    event.stopPropagation(); // the page's own guard against sending twice waits for a new page
    if (this.busy) return;
    const { id } = this;
    this.busy = true;
    this.acts += 1;
    form.setAttribute("aria-busy", "true");
    try {
      const answer = await part(form.action, { method: "POST", body: new FormData(form, event.submitter) }, 10);
      if (!allowed(answer)) return location.assign(location.pathname);
      if (answer.ok) form.reset();
      this.answered(answer, await answer.text(), id);
    } catch {
      this.tell(say("not_sent"), "danger");
    } finally {
      this.busy = false;
      form.removeAttribute("aria-busy");
    }
  }

  /** What was done to the alarm `id` is shown where that one is still open, and said in any case. */
  private answered(answer: Response, html: string, id: string | null): void {
    if (answer.status !== 404 && this.id === id) this.show(html, { anew: false });
    this.done();
    const words = decodeURIComponent(answer.headers.get("X-Kokong-Said") ?? "");
    this.tell(answer.status === 404 ? say("gone") : words, answer.ok ? "success" : "warning");
  }

  private tell(words: string, tone: string): void {
    this.said.hidden = !words;
    this.said.dataset.color = tone;
    write(this.said, words);
  }
}

export const idOf = (path: string): string | null => /^\/alarms\/(\d+)\/$/.exec(path)?.[1] ?? null;
