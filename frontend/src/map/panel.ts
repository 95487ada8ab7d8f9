/** The layers beside a map: each with its symbol, its name and how much of it is shown, to switch on and off. */

import { say } from "../words.ts";
import { line, ofAge } from "./details.ts";
import type { Looks } from "./looks.ts";
import { named } from "./looks.ts";
import { counts } from "./work.ts";
import type { WorkCollection, WorkFeature } from "./work.ts";

interface Layer {
  name: string;
  title: string;
  /** What people call the room that it is from. */
  room?: string;
  kind: string;
  /** Address of a GeoJSON FeatureCollection. */
  features: string;
  shown: boolean;
}

/** The rows of a room, under its name where that says more than its one layer does. */
function group(room: string, layers: Layer[], rows: HTMLElement[]): HTMLElement[] {
  const list = Object.assign(document.createElement("ul"), { className: "kk-layers__room" });
  list.append(...rows);
  if (!room || (layers.length === 1 && layers[0]!.title === room)) return [list];
  list.setAttribute("aria-label", room);
  return [Object.assign(document.createElement("p"), { className: "kk-layers__head", textContent: room }), list];
}

/** How old what is shown is, step by step as it is drawn, where its looks tell that. */
function ages(kind: string, features: WorkFeature[], looks: Looks): HTMLElement[] {
  const own = features.filter(({ properties }) => properties.kind === kind && properties.step !== undefined);
  const { look } = looks.of(kind, undefined);
  if (!look.ages || !own.length) return [];
  const count = (step: number): number => own.filter(({ properties }) => properties.step === step).length;
  return [listed(looks.fading.map((age, step) => [ofAge(look.symbols[0]!, looks, age), count(step)]), say("byAge"))];
}

function listed(rows: [told: HTMLElement, count: number][], label?: string): HTMLElement {
  const list = Object.assign(document.createElement("ul"), { className: "kk-layers__states" });
  if (label) list.setAttribute("aria-label", label);
  list.append(...rows.map(([told, count]) => {
    const item = document.createElement("li");
    item.append(told, Object.assign(document.createElement("span"), { className: "kk-layers__count", textContent: String(count) }));
    return item;
  }));
  return list;
}

/** Where a person's choice is remembered in this browser. */
const place = (): string => `kk-map-layers-${document.querySelector<HTMLMetaElement>("meta[name=person]")?.content ?? ""}`;
const IN_ADDRESS = "layers";

export class Panel {
  readonly element = document.createElement("div");
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
    const row = (layer: Layer): HTMLElement => this.row(layer, features, found.get(layer.kind) ?? 0, looks);
    this.element.replaceChildren(...this.rooms().flatMap(([room, layers]) => group(room, layers, layers.map(row))));
    if (focused) this.element.querySelector<HTMLInputElement>(`input[name="${CSS.escape(focused)}"]`)?.focus();
  }

  /** The layers room by room; a room comes where its first layer does. */
  private rooms(): [room: string, layers: Layer[]][] {
    const found = new Map<string, Layer[]>();
    for (const layer of this.layers) found.set(layer.room ?? "", [...(found.get(layer.room ?? "") ?? []), layer]);
    return [...found];
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
    if (layer.shown) row.append(...this.states(layer, features, looks), ...ages(layer.kind, features, looks));
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
    return [listed(shown.map((symbol) => [line(symbol, looks, symbol.words), found.get(`${kind}/${symbol.state}`)!]))];
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
