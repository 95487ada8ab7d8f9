/** The queue: who waits, for how long, and what is new in it. */

import { elapsed, pace } from "./clock.ts";
import type { Clock } from "./clock.ts";
import { mergeList, parsed, remember } from "./merge.ts";
import { find, say, write } from "./page.ts";

export interface Row {
  id: string;
  /** The alarm and whether it is urgent: one that becomes urgent sounds and is told of as if it were new. */
  key: string;
  words: string;
  /** Nobody has it, or whoever has it does not answer though a burglary was confirmed meanwhile. */
  waiting: boolean;
  urgent: boolean;
  mine: boolean;
  /** Somebody asked to be reminded of it, and it is time. */
  reminder: boolean;
}

export class Queue {
  private readonly list = find("[data-queue]");
  private readonly count = find("[data-count]");
  private readonly empty = find("[data-empty]");
  private readonly tests = find("[data-tests]");
  private readonly senders = find("[data-senders]");
  private readonly gone = find("[data-gone-box]");
  private readonly clock: Clock;
  private seen: Set<string>;

  constructor(clock: Clock) {
    this.clock = clock;
    remember(this.list, "alarm");
    remember(this.tests, "testing");
    remember(this.senders, "sender");
    this.seen = new Set(this.rows().map(({ key }) => key));
    this.counted();
  }

  rows(): Row[] {
    return [...this.list.querySelectorAll<HTMLElement>("[data-alarm]")].map((row) => ({
      id: row.dataset.alarm ?? "",
      key: `${row.dataset.alarm}${row.dataset.tone === "danger" ? "!" : ""}${row.dataset.calls === undefined ? "" : "?"}`,
      words: row.dataset.words ?? "",
      waiting: row.dataset.state === "waiting" || row.dataset.calls !== undefined,
      urgent: row.dataset.tone === "danger",
      mine: row.dataset.mine !== undefined,
      reminder: row.querySelector("[data-reminder]") !== null,
    }));
  }

  waiting(): Row[] {
    return this.rows().filter(({ waiting }) => waiting);
  }

  /** Take in a fresh queue; answers with the rows that were not there before. */
  take(html: string): Row[] {
    const page = parsed(html);
    mergeList(this.list, page, "alarm");
    mergeList(this.tests, page, "testing");
    mergeList(this.senders, page, "sender");
    find("[data-senders-box]").hidden = this.senders.children.length === 0;
    mergeList(this.gone, page, "gone");
    const rows = this.rows();
    const fresh = rows.filter(({ key, waiting }) => waiting && !this.seen.has(key));
    this.seen = new Set(rows.map(({ key }) => key));
    this.counted();
    return fresh;
  }

  /** What the row of an alarm looks like, to notice when it changes; null when it is no longer there. */
  look(id: string): string | null {
    return this.row(id)?.outerHTML.replace(/ aria-current="page"|<output[\s\S]*?<\/output>| data-pace="\w+"/g, "") ?? null;
  }

  mark(id: string | null): void {
    for (const link of this.list.querySelectorAll("a")) {
      if (link.closest<HTMLElement>("[data-alarm]")?.dataset.alarm === id) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  }

  /** Move the focus up or down the list. */
  step(by: number): void {
    const links = [...this.list.querySelectorAll<HTMLElement>("a")];
    const at = links.findIndex((link) => link === document.activeElement);
    const current = links.findIndex((link) => link.hasAttribute("aria-current"));
    const from = at >= 0 ? at : current;
    links[Math.min(links.length - 1, Math.max(0, from < 0 ? 0 : from + by))]?.focus();
  }

  private row(id: string): HTMLElement | null {
    return this.list.querySelector<HTMLElement>(`[data-alarm="${CSS.escape(id)}"]`);
  }

  private counted(): void {
    const n = this.waiting().length;
    write(this.count, n ? say("waiting", { n }) : say("none_waiting"));
    this.empty.hidden = this.list.children.length > 0;
    document.title = document.title.replace(/^(\(\d+\) )?/, n ? `(${n}) ` : "");
  }

  /** Every clock on the page, by the server's time. */
  tick(): void {
    const now = this.clock.now();
    for (const timer of document.querySelectorAll<HTMLElement>("[data-since]")) {
      const spent = now - Number(timer.dataset.since);
      write(timer, elapsed(spent));
      const goal = Number(timer.dataset.goal);
      if (goal) timer.dataset.pace = pace(spent / 1000, goal, Number(timer.dataset.limit) || Infinity);
    }
    for (const timer of this.tests.querySelectorAll<HTMLElement>("[data-until]")) {
      const left = Number(timer.dataset.until) - now;
      write(timer, elapsed(left));
      if (left <= 0) timer.closest("[data-testing]")?.remove(); // test mode ends by itself
    }
    find("[data-tests-box]").hidden = this.tests.children.length === 0;
  }
}
