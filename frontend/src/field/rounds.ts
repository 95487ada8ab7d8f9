/** The list of rounds: what this phone holds of each, and the counts with this phone's own records on top. */

import type { Keeper } from "./keeper.ts";
import { keepMap, keptMap, type KeptMap } from "./keptmap.ts";
import { kindOf, type Kind } from "./kinds.ts";
import type { Line } from "./line.ts";
import type { Entry, Key, Snapshot } from "./model.ts";
import { clock, config, ring, say } from "./page.ts";
import { fetchPage, keyOf, pageOf, PAGES, pathOf, renewList } from "./pages.ts";
import { drawLocked, drawNotices, drawStrip, drawUnread, mapWords } from "./strip.ts";

const AGAIN = 60_000;

export class RoundsPage {
  private readonly keeper: Keeper;
  private readonly line: Line;

  constructor(keeper: Keeper, line: Line) {
    this.keeper = keeper;
    this.line = line;
  }

  async start(): Promise<void> {
    this.watchTaking();
    this.keeper.addEventListener("change", () => void this.draw());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && void this.preload());
    window.addEventListener("online", () => void this.preload());
    setInterval(() => document.visibilityState === "visible" && void this.again(), AGAIN);
    await this.draw();
    await this.preload();
  }

  /** A round may have been given to me, or taken by somebody, since the page was opened. */
  private async again(): Promise<void> {
    if (this.keeper.closed) return;
    const answer = await fetch("/field/", { cache: "no-store" }).catch(() => null);
    if (answer?.ok && !answer.redirected && !this.keeper.closed) {
      const fresh = new DOMParser().parseFromString(await answer.clone().text(), "text/html");
      await (await caches.open(PAGES)).put("/field/", answer);
      if (listed(fresh) !== listed(document)) return location.reload();
    }
    await this.preload();
  }

  /** Put each of my rounds on the phone: its page and its doors, then the maps around them. */
  private async preload(): Promise<void> {
    for (const path of config.work) if (!this.keeper.closed) await this.fetch(keyOf(path));
    await this.draw();
    const { store } = this.keeper;
    for (const snapshot of await store.snapshots(config.user, Date.now())) {
      const { id } = snapshot.round;
      const places = kindOf(snapshot)?.places(snapshot) ?? [];
      if (!this.keeper.closed) await keepMap(id, places, () => store.shows(id, Date.now()));
    }
    await this.draw();
  }

  /** What is kept of the maps of all rounds. */
  private async maps(snapshots: readonly Snapshot[]): Promise<KeptMap> {
    const kept = await Promise.all(snapshots.map((snapshot) => keptMap(snapshot.round.id)));
    if (!kept.some(Boolean)) return null;
    return kept.every((one) => one === "whole") ? "whole" : "part";
  }

  private async fetch(round: Key): Promise<void> {
    const { store } = this.keeper;
    const asked = Date.now();
    const known = await store.snapshot(config.user, round, asked);
    const heard = await this.line.round(round, known?.version ?? "");
    this.keeper.hear(heard);
    if (typeof heard === "object" && heard.user === config.user) await store.keep(heard, config.user, asked);
    if (heard === "unchanged") await store.renew(config.user, round, asked);
    if (heard === "gone") {
      await store.forget(config.user, round);
      return renewList();
    }
    if (heard === "unreachable" || heard === "signed-out" || (await caches.match(pageOf(round)))) return;
    await fetchPage(pageOf(round));
  }

  private async draw(): Promise<void> {
    if (this.keeper.closed) return drawLocked(this.keeper);
    const entries = await this.keeper.store.entries(config.user).catch(() => null);
    if (entries === null) return drawUnread();
    const snapshots = await this.keeper.store.snapshots(config.user, Date.now());
    this.dropGone(snapshots);
    const held = new Map<Kind, number>();
    for (const snapshot of snapshots) this.drawRound(snapshot, entries, held);
    const latest = Math.max(...snapshots.map((one) => one.taken));
    const saved = [...held].map(([kind, n]) => kind.saved(n, clock(latest))).join(" · ");
    await drawStrip(this.keeper, entries, saved + mapWords(await this.maps(snapshots)));
    await drawNotices(this.keeper, entries);
  }

  /** What this phone held and holds no longer leaves the list at once, also where nobody answers. */
  private dropGone(snapshots: readonly Snapshot[]): void {
    const held = new Set(snapshots.map((one) => pathOf(one.round.id)));
    for (const item of document.querySelectorAll<HTMLElement>("[data-round]")) {
      const away = item.dataset.held !== undefined || this.keeper.ending === "unreachable";
      if (away && !held.has(item.dataset.round ?? "")) item.remove();
    }
  }

  private drawRound(snapshot: Snapshot, entries: readonly Entry[], sums: Map<Kind, number>): void {
    const kind = kindOf(snapshot);
    if (!kind) return;
    const { held, left, total, tried, done } = kind.summary(snapshot, entries);
    sums.set(kind, (sums.get(kind) ?? 0) + held);
    const item = document.querySelector<HTMLElement>(`[data-round="${pathOf(snapshot.round.id)}"]`);
    if (!item) return;
    const words = item.querySelector("[data-left]");
    if (words) words.textContent = left;
    item.querySelector(".kk-ring svg")?.replaceWith(ring(total, tried, done));
    const count = item.querySelector(".kk-ring__count");
    if (count?.firstChild) count.firstChild.textContent = String(done);
    item.toggleAttribute("data-held", true);
  }

  /** Taking a round needs the server; a token from a page that was cached may be stale. */
  private watchTaking(): void {
    for (const form of document.querySelectorAll<HTMLFormElement>("form[data-take]")) {
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        void this.take(form);
      });
    }
  }

  private async take(form: HTMLFormElement): Promise<void> {
    const session = await this.line.session(true);
    const token = form.querySelector<HTMLInputElement>('[name="csrfmiddlewaretoken"]');
    if (typeof session === "object" && token) {
      token.value = session.csrf;
      form.submit();
      return;
    }
    delete form.dataset.sending;
    const words = form.parentElement?.querySelector<HTMLElement>("[data-take-words]");
    if (words) words.textContent = say(session === "signed-out" ? "signed_out" : "take_offline");
  }
}

/** The rounds that a page lists, as one string to compare. */
const listed = (page: Document): string =>
  [...page.querySelectorAll<HTMLElement>("[data-round], form[data-take]")]
    .map((item) => item.dataset.round ?? item.getAttribute("action"))
    .join();
