/** What the server put into the page for the script: who, words, icons, and the round if there is one. */

import type { State } from "./model.ts";

type Words = Record<string, string | { one: string; other: string }>;

export interface Config {
  user: number;
  municipality: number;
  name: string;
  language: string;
  icons: string;
  sign_in: string;
  words: Words;
  codes: Record<string, Record<string, string>>;
  /** Of which kind the page's list is; "" on *My rounds*. */
  kind: string;
  state: State | null;
  /** My lists of every kind, by their path under /field/. */
  work: string[];
  /** What makes photos smaller. */
  photos?: { worker: string };
  /** The map's program, our own ground (`{z}/{x}/{y}`), and the base map's file with what reads it, if there is one. */
  map: { script: string; style: string; worker: string; tiles: string; base: { file: string; script: string } | null } | null;
}

export const config = JSON.parse(document.getElementById("field")?.textContent ?? "{}") as Config;

type Value = string | number;

/** A sentence in the page's language with its places filled in; `n` chooses between one and many. */
export function say(key: string, values: Record<string, Value> = {}): string {
  const found = config.words[key] ?? key;
  const text = typeof found === "string" ? found : found[plural(Number(values.n ?? 0))];
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

const plural = (n: number): "one" | "other" =>
  new Intl.PluralRules(config.language).select(n) === "one" ? "one" : "other";

export const code = (table: string, key: string): string => config.codes[table]?.[key] ?? key;

// Who reads English here lives by the same clock as everybody else.
const locale = config.language === "en" ? "en-GB" : config.language;

/** "14:02", with the day before it when that is another day than today. */
export function clock(moment: string | number, now: number = Date.now()): string {
  const when = new Date(moment);
  const time = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" }).format(when);
  if (when.toDateString() === new Date(now).toDateString()) return time;
  return `${new Intl.DateTimeFormat(locale, { weekday: "short", day: "numeric", month: "short" }).format(when)} ${time}`;
}

type Child = Node | string | null | false;
type Attributes = Record<string, string | number | boolean | null | ((event: Event) => void)>;

/** An element. `true` sets an attribute, `false` and null leave it out, a function listens to `onclick`-like names. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K, attributes: Attributes = {}, ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null) element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child): child is Node | string => child !== null && child !== false));
  return element;
}

/** Take everything off the page that names a place; what the server or the phone has to say stays. */
export function blank(): void {
  const places = "#field, [data-subjects], [data-found], [data-progress], .kk-round, .kk-rounds, [data-map], template#map, section:has([data-take])";
  for (const part of document.querySelectorAll(places)) part.remove();
  for (const part of document.querySelectorAll<HTMLElement>("[data-sheet], .kk-said")) {
    part.replaceChildren();
    delete part.dataset.key; // what was drawn last
  }
  const head = document.querySelector("h1");
  if (head) head.textContent = say("my_rounds");
}

/** Say something to those who listen instead of looking. The place is in the page from the start, as it must be. */
export function announce(words: string): void {
  const place = document.querySelector('[role="status"][data-said]'); // the strip, too, remembers what it said
  if (place) place.textContent = words;
}

const SVG = "http://www.w3.org/2000/svg";

/** An icon of the sprite; silent, since words stand beside it. */
export function icon(name: string, size = ""): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${config.icons}#${name}`);
  svg.setAttribute("class", "kk-icon");
  svg.setAttribute("aria-hidden", "true");
  if (size) svg.dataset.size = size;
  svg.append(use);
  return svg;
}

/** The coverage ring: eight doors, filled clockwise by those talked to, then those visited. */
export function ring(eligible: number, visited: number, talked: number): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 100 100");
  svg.setAttribute("aria-hidden", "true");
  const share = (count: number): number => (8 * Math.min(count, eligible)) / Math.max(eligible, 1);
  for (let door = 0; door < 8; door++) {
    const [first, second] = [share(talked), share(Math.max(visited, talked))].map((end) => Math.min(Math.max(end - door, 0), 1)) as [number, number];
    for (const [kind, from, to] of [["talked", 0, first], ["visited", first, second], ["left", second, 1]] as const) {
      if (to - from > 1e-9) svg.append(arc(kind, door, from, to));
    }
  }
  return svg;
}

function arc(kind: string, door: number, from: number, to: number): SVGPathElement {
  const path = document.createElementNS(SVG, "path");
  const point = (part: number): string => {
    const angle = (2 * Math.PI * (door - 0.39 + 0.78 * part)) / 8;
    return `${(50 + 42 * Math.sin(angle)).toFixed(2)} ${(50 - 42 * Math.cos(angle)).toFixed(2)}`;
  };
  path.setAttribute("class", `kk-ring__${kind}`);
  path.setAttribute("d", `M${point(from)}A42 42 0 0 1 ${point(to)}`);
  return path;
}
