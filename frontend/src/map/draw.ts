/**
 * `<kk-draw>`: an outline drawn on the `<kk-map data-draw>` in it, and kept as GeoJSON in the text field marked
 * `data-outline`. What stands in that field is drawn first; whoever can't draw may write there.
 */

import {
  TerraDraw, TerraDrawModeUndoRedo, TerraDrawPolygonMode, TerraDrawSelectMode, TerraDrawSessionUndoRedo,
  ValidateNotSelfIntersecting,
} from "terra-draw";
import type { GeoJSONStoreFeatures, HexColor } from "terra-draw";
import { TerraDrawMapLibreGLAdapter } from "terra-draw-maplibre-gl-adapter";
import type { Polygon } from "geojson";
import { say } from "../words.ts";
import { outlineOf, partsOf } from "./outline.ts";
import type { KokongMap } from "./map.ts";

const PINE: HexColor = "#1f4d45";
const AMBER: HexColor = "#dd9d2c";
const POLYGON = "polygon";
const SELECT = "select";

const crossing = { validation: (feature: GeoJSONStoreFeatures) => ValidateNotSelfIntersecting(feature) };

class Drawing extends HTMLElement {
  private draw: TerraDraw | null = null;
  private chosen: string | number | null = null;
  private written = "";
  private readonly buttons = new Map<string, HTMLButtonElement>();
  private readonly told = Object.assign(document.createElement("p"), { className: "kk-subtle kk-small" });

  connectedCallback(): void {
    if (!this.draw) void this.begin();
  }

  disconnectedCallback(): void {
    this.draw?.stop();
    this.draw = null;
  }

  private get field(): HTMLTextAreaElement {
    return this.querySelector<HTMLTextAreaElement>("[data-outline]")!;
  }

  private async begin(): Promise<void> {
    await customElements.whenDefined("kk-map");
    const map = await this.querySelector<KokongMap>("kk-map")!.opened;
    this.draw = new TerraDraw({
      adapter: new TerraDrawMapLibreGLAdapter({ map, coordinatePrecision: 7 }),
      modes: [polygons(), selecting()],
      undoRedo: { modeLevel: new TerraDrawModeUndoRedo(), sessionLevel: new TerraDrawSessionUndoRedo() },
    });
    this.draw.start();
    this.tools();
    this.listen(this.draw);
    this.load();
    this.field.addEventListener("input", () => this.field.value !== this.written && this.load());
    this.setAttribute("data-ready", "");
  }

  private listen(draw: TerraDraw): void {
    draw.on("finish", () => this.write());
    draw.on("change", (_ids, type) => type === "delete" && this.write());
    draw.on("select", (id) => this.choose(id));
    draw.on("deselect", () => this.choose(null));
  }

  private tools(): void {
    const row = Object.assign(document.createElement("div"), { className: "kk-cluster" });
    row.setAttribute("role", "toolbar");
    row.setAttribute("aria-label", say("drawing"));
    row.append(
      this.button(POLYGON, say("drawOutline"), () => this.mode(POLYGON)),
      this.button(SELECT, say("moveCorners"), () => this.mode(SELECT)),
      this.button("undo", say("undo"), () => this.undo()),
      this.button("remove", say("removeOutline"), () => this.dropChosen()),
      this.button("clear", say("startAgain"), () => this.clear()),
    );
    this.told.setAttribute("role", "status");
    this.prepend(row);
    row.after(this.told);
  }

  private button(name: string, words: string, act: () => void): HTMLButtonElement {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "ds-button", textContent: words });
    button.dataset.variant = "secondary";
    button.dataset.tool = name;
    button.addEventListener("click", act);
    this.buttons.set(name, button);
    return button;
  }

  /** Draw what stands in the field; nothing where that can't be understood, which the server says when it is sent. */
  private load(): void {
    const parts = partsOf(this.field.value);
    this.draw?.clear();
    this.draw?.addFeatures(parts.map((geometry) => ({ type: "Feature", geometry, properties: { mode: POLYGON } })));
    this.written = this.field.value;
    this.mode(parts.length ? SELECT : POLYGON);
    this.tell();
  }

  private mode(mode: string): void {
    this.draw?.setMode(mode);
    for (const name of [POLYGON, SELECT]) this.buttons.get(name)?.setAttribute("aria-pressed", String(name === mode));
    this.choose(null);
  }

  private choose(id: string | number | null): void {
    this.chosen = id;
    this.buttons.get("remove")!.disabled = id === null;
  }

  private undo(): void {
    this.draw?.undo();
    this.write();
  }

  private dropChosen(): void {
    const id = this.chosen;
    if (id === null || !this.draw) return;
    this.mode(SELECT);
    this.draw.removeFeatures([id]);
    this.write();
  }

  private clear(): void {
    this.draw?.clear();
    this.mode(POLYGON);
    this.write();
  }

  private parts(): Polygon[] {
    const all = this.draw?.getSnapshot() ?? [];
    const done = all.filter(({ geometry, properties }) => geometry.type === "Polygon" && !properties.currentlyDrawing);
    return done.map(({ geometry }) => geometry as Polygon);
  }

  private write(): void {
    this.written = this.field.value = outlineOf(this.parts());
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
    this.tell();
  }

  private tell(): void {
    const count = this.parts().length;
    this.told.textContent = count === 0 ? say("nothingDrawn") : count === 1 ? say("oneDrawn") : say("manyDrawn", { n: String(count) });
    if (this.buttons.size) this.buttons.get("clear")!.disabled = count === 0;
  }
}

function polygons(): TerraDrawPolygonMode {
  return new TerraDrawPolygonMode({
    validation: (feature, { updateType }) =>
      updateType === "finish" || updateType === "commit" ? ValidateNotSelfIntersecting(feature) : { valid: true },
    showCoordinatePoints: true, // a finger sees no other sign of the first corner
    styles: {
      fillColor: PINE, fillOpacity: 0.12, outlineColor: PINE, outlineWidth: 3,
      closingPointColor: AMBER, closingPointWidth: 7, closingPointOutlineColor: PINE, closingPointOutlineWidth: 2,
      coordinatePointColor: PINE, coordinatePointWidth: 5,
    },
  });
}

function selecting(): TerraDrawSelectMode {
  const feature = {
    draggable: false, ...crossing,
    coordinates: { midpoints: true, draggable: true, deletable: true },
  };
  return new TerraDrawSelectMode({
    flags: { [POLYGON]: { feature } },
    keyEvents: null, // the browser's own keys stay what they are
    styles: {
      selectedPolygonColor: PINE, selectedPolygonFillOpacity: 0.2, selectedPolygonOutlineColor: PINE,
      selectedPolygonOutlineWidth: 3, selectionPointColor: AMBER, selectionPointWidth: 7,
      selectionPointOutlineColor: PINE, selectionPointOutlineWidth: 2, midPointColor: PINE, midPointWidth: 4,
    },
  });
}

customElements.define("kk-draw", Drawing);
