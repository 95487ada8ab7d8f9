/** The layers beside a map: each with its symbol, its name and how much of it is shown, to switch on and off. */

import { say } from "../words.ts";
import { line } from "./details.ts";
import type { Looks } from "./looks.ts";
import { named } from "./looks.ts";
import { counts } from "./work.ts";
import type { WorkCollection, WorkFeature } from "./work.ts";

interface Layer {
  name: string;
  title: string;
  kind: string;
  /** Address of a GeoJSON FeatureCollection. */
  features: string;
  shown: boolean;
}

/** Where a person's choice is remembered in this browser. */
const place = (): string => `kk-map-layers-${document.querySelector<HTMLMetaElement>("meta[name=person]")?.content ?? ""}`;
const IN_ADDRESS = "layers";

export class Panel {
  readonly element = document.createElement("ul");
  private readonly layers: Layer[];
  /** How many there are in all, where that is more than came. */
  private readonly matched = new Map<string, [came: number, all: number]>();

  constructor(given: string | undefined, private readonly remembers: boolean, private readonly changed: () => void) {
    this.layers = given ? (JSON.parse(given) as Layer[]) : [];
    this.element.className = "kk-layers";
    if (remembers) this.recall();
  }

  get empty(): boolean {
    return !this.layers.length;
  }

  /** What is switched on. */
  addresses(): string[] {
    return this.layers.filter(({ shown }) => shown).map(({ features }) => features);
  }

  /** What came from an address. */
  came(address: string, { features, numberMatched }: WorkCollection): void {
    const layer = this.layers.find((each) => each.features === address);
    if (layer) this.matched.set(layer.kind, [features.length, numberMatched ?? features.length]);
  }

  /** Show what is on the map now. */
  show(features: WorkFeature[], looks: Looks): void {
    const focused = (document.activeElement as HTMLInputElement | null)?.name;
    const found = counts(features);
    this.element.replaceChildren(...this.layers.map((layer) => this.row(layer, features, found.get(layer.kind) ?? 0, looks)));
    if (focused) this.element.querySelector<HTMLInputElement>(`input[name="${CSS.escape(focused)}"]`)?.focus();
  }

  private row(layer: Layer, features: WorkFeature[], count: number, looks: Looks): HTMLElement {
    const row = document.createElement("li");
    const box = Object.assign(document.createElement("input"), { type: "checkbox", checked: layer.shown, name: `layer-${layer.name}` });
    box.className = "ds-input";
    box.addEventListener("change", () => this.turn(layer, box.checked));
    const label = document.createElement("label");
    label.append(box, line(looks.symbols(layer.kind)[0]!, looks, layer.title));
    row.append(label);
    if (layer.shown) label.append(this.count(layer, count));
    if (layer.shown) row.append(...this.states(layer, features, looks));
    return row;
  }

  private count({ kind }: Layer, count: number): HTMLElement {
    const number = Object.assign(document.createElement("span"), { className: "kk-layers__count", textContent: String(count) });
    const [came, all] = this.matched.get(kind) ?? [0, 0];
    if (all > came) number.textContent = say("newestOf", { n: count, all });
    return number;
  }

  /** What the symbols mean, with how many there are, where a layer has more than one on the map. */
  private states({ kind }: Layer, features: WorkFeature[], looks: Looks): HTMLElement[] {
    const found = counts(features.filter(({ properties }) => properties.kind === kind)
      .map((each) => ({ ...each, properties: { kind: named(looks.of(kind, each.properties.state)) } })));
    const shown = looks.symbols(kind).filter((symbol) => symbol.words && found.has(`${kind}/${symbol.state}`));
    if (!shown.length || (shown.length === 1 && shown[0] === looks.symbols(kind)[0])) return [];
    const list = Object.assign(document.createElement("ul"), { className: "kk-layers__states" });
    list.append(...shown.map((symbol) => {
      const item = document.createElement("li");
      const number = Object.assign(document.createElement("span"), { className: "kk-layers__count", textContent: String(found.get(`${kind}/${symbol.state}`)) });
      item.append(line(symbol, looks, symbol.words), number);
      return item;
    }));
    return [list];
  }

  private turn(layer: Layer, on: boolean): void {
    layer.shown = on;
    if (this.remembers) this.remember();
    this.changed();
  }

  private recall(): void {
    if (new URL(location.href).searchParams.has(IN_ADDRESS)) return; // what an address says the server has heeded
    const kept = localStorage.getItem(place());
    if (kept === null) return;
    const on = new Set(kept.split(","));
    for (const layer of this.layers) layer.shown = on.has(layer.name);
  }

  /** In this browser for the next time, and in the address for whoever gets it. */
  private remember(): void {
    const on = this.layers.filter(({ shown }) => shown).map(({ name }) => name).join(",");
    localStorage.setItem(place(), on);
    const here = new URL(location.href);
    here.searchParams.set(IN_ADDRESS, on);
    history.replaceState(history.state, "", here);
    for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-keeps-layers]")) {
      const there = new URL(link.href);
      there.searchParams.set(IN_ADDRESS, on);
      link.href = there.href;
    }
    for (const field of document.querySelectorAll<HTMLInputElement>(`input[type=hidden][name=${IN_ADDRESS}]`)) field.value = on;
  }
}
