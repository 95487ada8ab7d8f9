/**
 * `<kk-lasso for="map">`: draw around things on that `<kk-map>`, or take what is in view; they become a list with links
 * in `[data-chosen]`. A form in it with a field `outline` is shown then, and keeps the outline as an area. With
 * `data-ticks="doors"` it ticks the boxes of that name whose values are the subjects of what is chosen, and no others.
 */

import { TerraDraw, TerraDrawFreehandMode, TerraDrawPolygonMode, TerraDrawRenderMode } from "terra-draw";
import type { HexColor } from "terra-draw";
import { TerraDrawMapLibreGLAdapter } from "terra-draw-maplibre-gl-adapter";
import type { Polygon, Position } from "geojson";
import type { Map as MapLibre } from "maplibre-gl";
import { say } from "../words.ts";
import { line } from "./details.ts";
import { chosen, ringOf } from "./inside.ts";
import type { KokongMap } from "./map.ts";
import { outlineOf } from "./outline.ts";
import type { Work } from "./work.ts";

const LASSO = "freehand";
const CORNERS = "polygon";
const REST = "rest";
/** Most that are listed; beyond it a number says how many there are. */
const MOST = 200;

class Lasso extends HTMLElement {
  private draw: TerraDraw | null = null;
  private map: MapLibre | null = null;
  private ring: Position[] | null = null;
  private readonly tools = Object.assign(document.createElement("div"), { className: "kk-cluster" });
  private readonly told = Object.assign(document.createElement("p"), { className: "kk-subtle kk-small" });
  private readonly buttons = new Map<string, HTMLButtonElement>();

  connectedCallback(): void {
    if (!this.tools.isConnected) void this.begin();
  }

  disconnectedCallback(): void {
    this.draw?.stop();
    this.draw = null;
  }

  private get board(): KokongMap {
    return document.getElementById(this.getAttribute("for")!) as KokongMap;
  }

  private async begin(): Promise<void> {
    await customElements.whenDefined("kk-map");
    const { board } = this;
    this.map = await board.opened;
    this.tools.setAttribute("role", "toolbar");
    this.tools.setAttribute("aria-label", say("choosing"));
    this.tools.append(
      this.button(LASSO, "lasso", () => this.toggle(LASSO)),
      this.button(CORNERS, "corners", () => this.toggle(CORNERS)),
      this.button("view", "inView", () => this.take(ringOf(this.board.inSight))),
      this.button("none", "chooseNone", () => this.take(null)),
    );
    this.told.setAttribute("role", "status");
    this.prepend(this.tools, this.told);
    this.start();
    board.addEventListener("kk-map-shown", () => this.list());
    if (this.dataset.ticks) document.addEventListener("change", () => this.list());
    board.addEventListener("kk-map-undressed", () => this.disconnectedCallback());
    board.addEventListener("kk-map-dressed", () => this.start());
    this.mode(REST);
    this.list();
    this.setAttribute("data-ready", "");
  }

  /** Anew when the map's colours change: what was drawn on it went with them. */
  private start(): void {
    const { board: { colours } } = this;
    const colour = colours.colour("plum") as HexColor;
    const styles = { fillColor: colour, fillOpacity: 0.1, outlineColor: colour, outlineWidth: 3 };
    this.draw = new TerraDraw({
      adapter: new TerraDrawMapLibreGLAdapter({ map: this.map!, coordinatePrecision: 7 }),
      modes: [
        new TerraDrawFreehandMode({ styles, drawInteraction: "click-move-or-drag", autoClose: true, minDistance: 8 }),
        new TerraDrawPolygonMode({ styles, showCoordinatePoints: true }),
        new TerraDrawRenderMode({ modeName: REST, styles: { polygonFillColor: colour, polygonFillOpacity: 0.1, polygonOutlineColor: colour, polygonOutlineWidth: 3 } }),
      ],
    });
    this.draw.start();
    this.draw.on("finish", (id) => this.finished(id));
    this.mark();
    this.mode(REST);
  }

  private finished(id: string | number): void {
    const drawn = this.draw?.getSnapshotFeature(id)?.geometry as Polygon | undefined;
    if (drawn) this.take(drawn.coordinates[0]!);
  }

  /** What lies in a ring is chosen from now on; null for nothing. */
  private take(ring: Position[] | null): void {
    this.ring = ring;
    // Out of the drawing's own turn, in which nothing may be taken away.
    queueMicrotask(() => {
      this.mode(REST);
      this.mark();
      this.tick();
      this.list();
    });
  }

  /** The ring on the map. */
  private mark(): void {
    this.draw?.clear();
    if (this.ring) this.draw?.addFeatures([{ type: "Feature", properties: { mode: REST }, geometry: { type: "Polygon", coordinates: [this.ring] } }]);
  }

  private toggle(mode: string): void {
    this.mode(this.draw?.getMode() === mode ? REST : mode);
  }

  private mode(mode: string): void {
    if (mode !== REST) this.draw?.clear();
    this.draw?.setMode(mode);
    this.board.closed = mode !== REST;
    this.board.toggleAttribute("data-drawing", mode !== REST);
    for (const name of [LASSO, CORNERS]) this.buttons.get(name)?.setAttribute("aria-pressed", String(name === mode));
    if (mode === LASSO) this.told.textContent = say("lassoHow");
    if (mode === CORNERS) this.told.textContent = say("cornersHow");
  }

  private button(name: string, words: Parameters<typeof say>[0], act: () => void): HTMLButtonElement {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "ds-button", textContent: say(words) });
    button.dataset.variant = "secondary";
    button.dataset.tool = name;
    button.addEventListener("click", act);
    this.buttons.set(name, button);
    return button;
  }

  private get boxes(): HTMLInputElement[] {
    return [...document.querySelectorAll<HTMLInputElement>(`input[type=checkbox][name="${this.dataset.ticks}"]`)];
  }

  private tick(): void {
    const inside = this.ring ? chosen(this.board.visible, this.ring) : [];
    const subjects = new Set(inside.map(({ properties }) => String(properties.subject)));
    for (const box of this.boxes.filter(({ value, checked }) => checked !== subjects.has(value))) {
      box.checked = !box.checked;
      box.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  /** How many boxes are ticked, however they came to be. */
  private tell(): void {
    const n = this.boxes.filter(({ checked }) => checked).length;
    this.buttons.get("none")!.disabled = !this.ring && !n;
    if (this.draw?.getMode() === REST) this.told.textContent = say(n === 1 ? "oneTicked" : n ? "ticked" : "nothingTicked", { n });
  }

  private list(): void {
    if (this.dataset.ticks) return this.tell();
    const place = this.querySelector<HTMLElement>("[data-chosen]")!;
    const found = this.ring ? chosen(this.board.visible, this.ring) : [];
    this.buttons.get("none")!.disabled = !this.ring;
    if (this.draw?.getMode() === REST) this.told.textContent = this.ring ? say(found.length === 1 ? "oneChosen" : "chosenMany", { n: found.length }) : say("nothingChosen");
    place.replaceChildren(...found.slice(0, MOST).map(({ properties }) => this.item(properties)));
    if (found.length > MOST) place.append(Object.assign(document.createElement("li"), { textContent: say("more", { n: found.length - MOST }) }));
    const form = this.querySelector<HTMLFormElement>("form");
    if (!form) return;
    form.hidden = !this.ring;
    const outline = this.ring ? outlineOf([{ type: "Polygon", coordinates: [this.ring] }]) : "";
    form.querySelector<HTMLInputElement>("[name=outline]")!.value = outline;
  }

  private item({ kind, state, label = "", detail, url }: Work): HTMLElement {
    const { colours } = this.board;
    const item = document.createElement("li");
    const told = line(colours.of(kind, state).symbol, colours, url ? "" : label);
    if (url) told.append(Object.assign(document.createElement("a"), { href: url, className: "ds-link", textContent: label }));
    item.append(told);
    if (detail) item.append(Object.assign(document.createElement("span"), { className: "kk-subtle", textContent: detail }));
    return item;
  }
}

customElements.define("kk-lasso", Lasso);
