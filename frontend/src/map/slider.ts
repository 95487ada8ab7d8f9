/** The span of days that the map shows: two handles on one line, which keys move as well, and the days in words. */

import { language, say } from "../words.ts";
import { dateOf, kept } from "./spans.ts";
import type { Span } from "./spans.ts";

/** As the server writes dates in this language. */
const written = (): string => (language() === "en" ? "en-GB" : language());

/** The days of a span in words. */
function words(days: Span): string {
  const format = new Intl.DateTimeFormat(written(), { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  const span = days.first === days.last ? format.format(dateOf(days.first)) : format.formatRange(dateOf(days.first), dateOf(days.last));
  const count = days.last - days.first + 1;
  return `${span} (${count === 1 ? say("oneDay") : say("days", { n: count })})`;
}

export class Slider {
  readonly element = document.createElement("fieldset");
  private readonly first = this.handle("spanFirst");
  private readonly last = this.handle("spanLast");
  private readonly told = document.createElement("output");
  private readonly all = document.createElement("button");
  private whole: Span | null = null;
  private chosen: Span | null = null;
  private waits = 0;

  constructor(private readonly changed: () => void) {
    this.element.className = "kk-span";
    const bars = Object.assign(document.createElement("div"), { className: "kk-span__bars" });
    bars.append(this.first, this.last);
    Object.assign(this.all, { type: "button", className: "kk-quiet", textContent: say("wholeSpan") });
    this.all.addEventListener("click", () => this.choose(null));
    const told = Object.assign(document.createElement("div"), { className: "kk-span__told" });
    told.append(this.told, this.all);
    this.element.append(Object.assign(document.createElement("legend"), { textContent: say("span") }), bars, told);
    this.element.hidden = true;
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
    return handle;
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
