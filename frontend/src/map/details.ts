/** Words beside the map: what a symbol means, and what one of them is. */

import { say } from "../words.ts";
import { AREAS, canvas, named } from "./symbols.ts";
import type { Work, WorkFeature } from "./work.ts";

/** One line per symbol that is on the map. */
export function legend(features: WorkFeature[]): HTMLElement[] {
  const told = features.filter(({ geometry, properties }) => geometry.type === "Point" || AREAS.has(properties.kind));
  const shown = new Set(told.map((each) => each.properties.symbol));
  return named().filter(([name]) => shown.has(name)).map(([, symbol]) => {
    const line = document.createElement("li");
    const sheet = canvas(symbol, 2);
    sheet.setAttribute("aria-hidden", "true");
    line.append(sheet, symbol.words());
    return line;
  });
}

export function popupOf({ label, detail, url }: Work): HTMLElement {
  const box = document.createElement("div");
  box.className = "kk-map__popup";
  const add = (tag: string, words: string): HTMLElement => {
    const part = Object.assign(document.createElement(tag), { textContent: words });
    box.append(part);
    return part;
  };
  add("strong", label ?? say("place"));
  if (detail) add("p", detail);
  if (url) Object.assign(add("a", say("open")), { href: url, className: "ds-link" });
  return box;
}
