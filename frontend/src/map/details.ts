/** Words beside the map: what a symbol means, and what one of them is. */

import { say } from "../words.ts";
import { named } from "./looks.ts";
import type { Looks, Symbol } from "./looks.ts";
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

/** One line per symbol that is on the map and means something in words. */
export function legend(features: WorkFeature[], looks: Looks): HTMLElement[] {
  const shown = new Set(features.map(({ properties: { kind, state } }) => named(looks.of(kind, state))));
  const told = looks.all().flatMap((look) => look.symbols.map((symbol) => ({ look, symbol })));
  return told.filter((each) => each.symbol.words && shown.has(named(each))).map(({ symbol }) => {
    const item = document.createElement("li");
    item.append(line(symbol, looks, symbol.words));
    return item;
  });
}

/** The rule of fading in words, each step as strongly as it is drawn; nothing where nothing on the map fades. */
export function fading(features: WorkFeature[], looks: Looks): HTMLElement[] {
  const fades = features.find(({ properties: { kind, state, time } }) => time !== undefined && looks.of(kind, state).look.fades);
  if (!fades) return [];
  const { symbol } = looks.of(fades.properties.kind, fades.properties.state);
  const told = Object.assign(document.createElement("p"), { className: "kk-map__fading" });
  told.append(`${say("fading")} `, ...looks.fading.map(({ strength, words }) => {
    const step = line(symbol, looks, words);
    step.querySelector("canvas")!.style.opacity = String(strength);
    return step;
  }));
  return [told];
}

/** Most that a popup lists. */
const MOST = 6;

/** What lies at one place; several homes may. */
export function popupOf(found: Work[]): HTMLElement {
  const box = document.createElement("div");
  box.className = "kk-map__popup";
  const add = (tag: string, words: string): HTMLElement => {
    const part = Object.assign(document.createElement(tag), { textContent: words });
    box.append(part);
    return part;
  };
  for (const { label, detail, url } of found.slice(0, MOST)) {
    add("strong", label ?? say("place"));
    if (detail) add("p", detail);
    if (url) Object.assign(add("a", say("open")), { href: url, className: "ds-link" });
  }
  if (found.length > MOST) add("p", say("more", { n: found.length - MOST }));
  return box;
}
