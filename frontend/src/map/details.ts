/** Words beside the map: what a symbol means, and what one of them is. */

import { say } from "../words.ts";
import { aged, named } from "./looks.ts";
import type { Fade, Looks, Symbol } from "./looks.ts";
import type { Disc } from "./many.ts";
import { canvas } from "./symbols.ts";
import type { Work, WorkFeature } from "./work.ts";

/** A symbol with words after it. */
export function line(symbol: Symbol, looks: Looks, words: string): HTMLElement {
  const told = Object.assign(document.createElement("span"), { className: "kk-symbol" });
  const sheet = canvas(symbol, looks, 2);
  sheet.setAttribute("aria-hidden", "true");
  told.append(sheet, words);
  return told;
}

/** One line per symbol that is on the map and means something in words; where all of it is of one age, with that. */
export function legend(features: WorkFeature[], looks: Looks): HTMLElement[] {
  const shown = new Map<string, Set<number | undefined>>();
  for (const { properties: { kind, state, step } } of features) {
    const name = named(looks.of(kind, state));
    shown.set(name, (shown.get(name) ?? new Set()).add(step));
  }
  const told = looks.all().flatMap((look) => look.symbols.map((symbol) => ({ look, symbol })));
  return told.filter((each) => each.symbol.words && shown.has(named(each))).map((each) => {
    const steps = [...shown.get(named(each))!];
    const age = steps.length === 1 ? looks.fading[steps[0] ?? -1] : undefined;
    const item = document.createElement("li");
    item.append(age ? line(aged(each.symbol, age), looks, `${each.symbol.words} (${age.words})`) : line(each.symbol, looks, each.symbol.words));
    return item;
  });
}

/** The rules of age in words, each step as it is drawn; nothing where nothing on the map has an age. The ages of what has
 *  its colour from them are told only where no panel does (`panel.ts`). */
export function fading(features: WorkFeature[], looks: Looks, panel: boolean): HTMLElement[] {
  const dated = features.filter(({ properties: { time } }) => time !== undefined).map(({ properties: { kind, state } }) => looks.of(kind, state));
  const [ages, fades] = [panel ? undefined : dated.find(({ look }) => look.ages), dated.find(({ look }) => look.fades)];
  return [
    ...(ages ? [rule(say("ages", { words: ages.look.symbols[0]!.words }), looks, (age) => ofAge(ages.look.symbols[0]!, looks, age))] : []),
    ...(fades ? [rule(say("fading", { words: fades.look.symbols[0]!.words }), looks, (age) => paler(fades.symbol, looks, age))] : []),
  ];
}

function rule(words: string, looks: Looks, step: (age: Fade) => HTMLElement): HTMLElement {
  const told = Object.assign(document.createElement("p"), { className: "kk-map__fading" });
  told.append(`${words} `, ...looks.fading.map(step));
  return told;
}

/** A symbol in the colour and the size of an age, and that in words. */
export function ofAge(symbol: Symbol, looks: Looks, age: Fade): HTMLElement {
  const step = line(aged(symbol, age), looks, age.words);
  step.querySelector("canvas")!.style.scale = String(age.size);
  return step;
}

function paler(symbol: Symbol, looks: Looks, { words, strength }: Fade): HTMLElement {
  const step = line(symbol, looks, words);
  step.querySelector("canvas")!.style.opacity = String(strength);
  return step;
}

/** Most that a popup lists. */
const MOST = 6;

/** What lies at one place; several homes may. */
export function popupOf(found: Work[]): HTMLElement {
  const box = document.createElement("div");
  box.className = "kk-map__popup";
  box.append(...entries(found));
  return box;
}

/** What a disc holds, the newest first, and a button that goes closer. */
export function crowdOf({ words, held }: Disc, closer: () => void): HTMLElement {
  const box = popupOf(held);
  const head = Object.assign(document.createElement("strong"), { textContent: words, className: "kk-map__crowd" });
  const button = Object.assign(document.createElement("button"), { type: "button", className: "ds-button", textContent: say("closer") });
  button.dataset.variant = "secondary";
  button.addEventListener("click", closer);
  box.prepend(head, button);
  return box;
}

function entries(found: Work[]): HTMLElement[] {
  const parts = found.slice(0, MOST).flatMap(({ label, detail, url }) => [
    part("strong", label ?? say("place")),
    ...(detail ? [part("p", detail)] : []),
    ...(url ? [Object.assign(part("a", say("open")), { href: url, className: "ds-link" })] : []),
  ]);
  return found.length > MOST ? [...parts, part("p", say("more", { n: found.length - MOST }))] : parts;
}

const part = (tag: string, words: string): HTMLElement => Object.assign(document.createElement(tag), { textContent: words });
