/** The span of days that the map shows: two handles on one line, which keys move as well, and the days in words. */

import { language, say } from "../words.ts";
import { dateOf, kept, spoken, written } from "./spans.ts";
import type { Span } from "./spans.ts";

/** In the address, for whoever gets it. */
const IN_ADDRESS = { first: "since", last: "until" } as const;
/** How long somebody rests who has let go. */
const REST_MS = 300;
const WEEK = 7;

/** As the server writes dates in this language. */
const region = (): string => (language() === "en" ? "en-GB" : language());

/** The days of a span in words. */
function words(days: Span): string {
  const format = new Intl.DateTimeFormat(region(), { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  const span = days.first === days.last ? format.format(dateOf(days.first)) : format.formatRange(dateOf(days.first), dateOf(days.last));
  const count = days.last - days.first + 1;
  return `${span} (${count === 1 ? say("oneDay") : say("days", { n: count })})`;
}

export class Slider {
  readonly element = document.createElement("fieldset");
  private readonly first = this.handle("spanFirst");
  private readonly last = this.handle("spanLast");
  private readonly told = document.createElement("output");
  private readonly count = Object.assign(document.createElement("p"), { className: "kk-subtle" });
  private readonly all = document.createElement("button");
  private whole: Span | null = null;
  private chosen: Span | null = null;
  private waits = 0;
  private rests = 0;

  /** Calls back while the span is moved. With `remembers` it stands in the address, where a page hears `kk-span`. */
  constructor(private readonly changed: () => void, private readonly remembers = false) {
    this.element.className = "kk-span";
    const bars = Object.assign(document.createElement("div"), { className: "kk-span__bars" });
    bars.append(this.first, this.last);
    Object.assign(this.all, { type: "button", className: "kk-quiet", textContent: say("wholeSpan") });
    this.all.addEventListener("click", () => this.choose(null));
    const told = Object.assign(document.createElement("div"), { className: "kk-span__told" });
    told.append(this.told, this.all);
    this.element.append(Object.assign(document.createElement("legend"), { textContent: say("span") }), bars, told, this.count);
    this.element.hidden = true;
    if (remembers) this.recall();
  }

  /** Say how many of the things that have a day are shown. */
  tell(shown: number, all: number): void {
    this.count.textContent = all ? say("spanShown", { n: shown, all }) : "";
  }

  /** The span that is shown; null for all of it. */
  get span(): Span | null {
    return this.chosen;
  }

  /** From when to when there is something; what was chosen stays as far as it can. */
  reach(whole: Span | null): void {
    this.whole = whole;
    this.element.hidden = whole === null;
    if (!whole) {
      this.chosen = null;
      return;
    }
    for (const handle of [this.first, this.last]) Object.assign(handle, { min: String(whole.first), max: String(whole.last) });
    const now = kept(this.chosen, whole)!;
    this.chosen = this.chosen && !same(now, whole) ? now : null;
    this.draw();
  }

  private handle(name: "spanFirst" | "spanLast"): HTMLInputElement {
    const handle = Object.assign(document.createElement("input"), { type: "range", step: "1", name });
    handle.setAttribute("aria-label", say(name));
    handle.addEventListener("input", () => this.moved(handle));
    handle.addEventListener("keydown", (event) => this.leap(event, handle));
    return handle;
  }

  /** A key for a page moves by a week, as an arrow does by a day. */
  private leap(event: KeyboardEvent, handle: HTMLInputElement): void {
    const step = { PageUp: WEEK, PageDown: -WEEK }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    handle.value = String(Number(handle.value) + step);
    this.moved(handle);
  }

  /** A handle stops at the other one. */
  private moved(handle: HTMLInputElement): void {
    const [first, last] = [Number(this.first.value), Number(this.last.value)];
    if (handle === this.first) this.choose({ first: Math.min(first, last), last });
    else this.choose({ first, last: Math.max(first, last) });
  }

  private choose(span: Span | null): void {
    this.chosen = span && this.whole && !same(span, this.whole) ? span : null;
    this.draw();
    cancelAnimationFrame(this.waits);
    this.waits = requestAnimationFrame(() => this.changed());
    if (!this.remembers) return;
    clearTimeout(this.rests);
    this.rests = window.setTimeout(() => this.remember(), REST_MS);
  }

  private recall(): void {
    const { searchParams } = new URL(location.href);
    this.chosen = spoken(searchParams.get(IN_ADDRESS.first), searchParams.get(IN_ADDRESS.last));
  }

  private remember(): void {
    const here = new URL(location.href);
    for (const end of ["first", "last"] as const) {
      if (this.chosen) here.searchParams.set(IN_ADDRESS[end], written(this.chosen[end]));
      else here.searchParams.delete(IN_ADDRESS[end]);
    }
    here.searchParams.delete("page");
    history.replaceState(history.state, "", here);
    this.element.dispatchEvent(new CustomEvent("kk-span", { bubbles: true }));
  }

  private draw(): void {
    const { whole } = this;
    if (!whole) return;
    const span = this.chosen ?? whole;
    this.first.value = String(span.first);
    this.last.value = String(span.last);
    this.first.setAttribute("aria-valuetext", words({ first: span.first, last: span.first }));
    this.last.setAttribute("aria-valuetext", words({ first: span.last, last: span.last }));
    const part = (day: number): string => `${((day - whole.first) / (whole.last - whole.first)) * 100}%`;
    this.element.style.setProperty("--kk-from", part(span.first));
    this.element.style.setProperty("--kk-to", part(span.last));
    this.told.textContent = words(span);
    this.all.disabled = this.chosen === null;
  }
}

const same = (one: Span, other: Span): boolean => one.first === other.first && one.last === other.last;
