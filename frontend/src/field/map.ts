/** The map comes second: its program runs only when somebody asks for it. What it shows is what the list shows. */

import { config, h, say } from "./page.ts";

/** A subject on the map; `state` is of what its room declares (`kernel/looks.py`), `order` what is written on it. */
export interface Spot {
  id: number;
  lon: number;
  lat: number;
  state: string;
  label: string;
  detail: string;
  order?: string;
}

interface MapElement extends HTMLElement {
  mark(features: unknown[]): void;
}

export class ListMap {
  private readonly kind: string;
  private readonly open: (id: number) => void;
  private element: MapElement | null = null;
  private spots: readonly Spot[] = [];
  private drawn = "";

  /** `open`: what a touch on a pin does. */
  constructor(kind: string, open: (id: number) => void) {
    this.kind = kind;
    this.open = open;
    const button = document.querySelector<HTMLButtonElement>("[data-map-button]");
    const place = document.querySelector<HTMLElement>("[data-map]");
    if (button && place && config.map) button.addEventListener("click", () => this.toggle(button, place));
  }

  /** Show the list as it is now; nothing moves where nothing has changed. */
  draw(spots: readonly Spot[]): void {
    this.spots = apart(spots.filter(({ lon, lat }) => lon || lat));
    const key = JSON.stringify(this.spots);
    if (!this.element || key === this.drawn) return;
    this.drawn = key;
    this.element.mark(this.spots.map(({ id, lon, lat, ...told }) => ({
      type: "Feature",
      geometry: { type: "Point", coordinates: [lon, lat] },
      properties: { kind: this.kind, subject: id, ...told },
    })));
  }

  private toggle(button: HTMLButtonElement, place: HTMLElement): void {
    const shown = button.getAttribute("aria-expanded") === "true";
    button.setAttribute("aria-expanded", String(!shown));
    place.hidden = shown;
    if (!shown && !this.element) this.load(place);
  }

  private load(place: HTMLElement): void {
    const { script, style, worker } = config.map!;
    place.replaceChildren(h("p", { role: "status" }, say("map_loading")));
    const code = h("script", { type: "module", src: script, "data-map-worker": worker });
    code.addEventListener("load", () => this.show(place));
    code.addEventListener("error", () => {
      code.remove(); // another touch tries again
      place.replaceChildren(h("p", { role: "status" }, say("map_offline")));
    });
    document.head.append(h("link", { rel: "stylesheet", href: style }), code);
  }

  private show(place: HTMLElement): void {
    const copy = document.querySelector<HTMLTemplateElement>("template#map")?.content.cloneNode(true) as DocumentFragment | undefined;
    const element = copy?.querySelector<MapElement>("kk-map");
    if (!copy || !element) return; // the list has gone meanwhile
    element.dataset.bounds = box(this.spots);
    element.addEventListener("kk-map-open", (event) => {
      event.preventDefault();
      this.open((event as CustomEvent<{ subject: number }>).detail.subject);
    });
    place.replaceChildren(copy);
    this.element = element;
    this.draw(this.spots);
  }
}

/** One pin for all that lie at one point, as flats do: the next one's, else that of one that waits. */
function apart(spots: readonly Spot[]): Spot[] {
  const found = new Map<string, Spot>();
  const rank = ({ state, order }: Spot): number => (state === "next" ? 2 : order ? 1 : 0);
  for (const spot of spots) {
    const key = `${spot.lon} ${spot.lat}`;
    const before = found.get(key);
    if (!before || rank(spot) > rank(before)) found.set(key, spot);
  }
  return [...found.values()];
}

/** "w,s,e,n" around what is shown. */
const box = (spots: readonly Spot[]): string => {
  const [lon, lat] = [spots.map((spot) => spot.lon), spots.map((spot) => spot.lat)];
  return spots.length ? [Math.min(...lon), Math.min(...lat), Math.max(...lon), Math.max(...lat)].join() : "";
};
