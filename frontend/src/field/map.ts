/** The map comes second: fetched only when somebody asks for it. */

import { config, h, say } from "./page.ts";

export function watchMap(): void {
  const button = document.querySelector<HTMLButtonElement>("[data-map-button]");
  const place = document.querySelector<HTMLElement>("[data-map]");
  if (!button || !place || !config.map) return;
  button.addEventListener("click", () => {
    const shown = button.getAttribute("aria-expanded") === "true";
    button.setAttribute("aria-expanded", String(!shown));
    place.hidden = shown;
    if (!shown && !place.childElementCount) load(place);
  });
}

function load(place: HTMLElement): void {
  const { script, style, worker } = config.map!;
  place.append(h("p", { role: "status" }, say("map_loading")));
  const code = h("script", { type: "module", src: script, "data-map-worker": worker });
  code.addEventListener("load", () => place.replaceChildren(document.querySelector<HTMLTemplateElement>("template#map")!.content.cloneNode(true)));
  code.addEventListener("error", () => place.replaceChildren(h("p", {}, say("map_offline"))));
  document.head.append(h("link", { rel: "stylesheet", href: style }), code);
}
