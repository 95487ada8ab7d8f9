/** `<kk-way>`: the stops of a walk, written a line each, drawn on a map and moved there, or in a list with keys.
 *
 *  The text field holds what is sent. The server says what each line means, and the way over the streets. */

import type { Map as MapLibre } from "maplibre-gl";
import type { KokongMap } from "../../map/map.ts";
import { say } from "../../words.ts";
import { moved, pointed, without } from "./stops.ts";

interface Stop { name: string; line: string; lon: number; lat: number }
interface Told { stops: Stop[]; way: [number, number][]; said: string }
type Act = "up" | "down" | "remove";

const SIGNS: Record<Act, string> = { up: "↑", down: "↓", remove: "×" };
const SOURCE = "drawn-way";

class WayDrawing extends HTMLElement {
  private told: Told = { stops: [], way: [], said: "" };
  private map: MapLibre | null = null;
  private handles: HTMLElement[] = [];
  private turn = 0;

  connectedCallback(): void {
    this.field.addEventListener("change", () => void this.ask());
    this.addEventListener("kk-map-pick", (event) => {
      const { lon, lat } = (event as CustomEvent<{ lon: number; lat: number }>).detail;
      this.write([...this.lines, pointed(lon, lat)]);
    });
    void customElements.whenDefined("kk-map").then(() => this.querySelector<KokongMap>("kk-map")!.opened).then((map) => this.open(map));
    void this.ask();
  }

  private get field(): HTMLTextAreaElement {
    return this.querySelector("textarea")!;
  }

  private get lines(): string[] {
    return this.field.value.split("\n").map((line) => line.trim()).filter(Boolean);
  }

  private write(lines: readonly string[]): void {
    this.field.value = lines.join("\n");
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
    void this.ask();
  }

  /** What the lines come to. What was asked before is forgotten; what can't be understood stays as it is written. */
  private async ask(): Promise<void> {
    const turn = (this.turn += 1);
    const body = new FormData();
    body.append("stops", this.lines.join("\n"));
    const token = this.closest("form")!.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")!.value;
    const answer = await fetch(this.dataset.ask!, { method: "POST", body, headers: { "X-CSRFToken": token } }).catch(() => null);
    const told = (await answer?.json().catch(() => null)) as Told | null;
    if (turn !== this.turn) return;
    this.said.textContent = told?.said ?? say("wayFailed");
    if (!answer?.ok || !told) return;
    this.told = told;
    this.field.value = told.stops.map(({ line }) => line).join("\n"); // points have got names
    this.draw();
  }

  private get said(): HTMLElement {
    return this.querySelector<HTMLElement>("[data-said]")!;
  }

  private draw(): void {
    const list = this.querySelector<HTMLElement>("[data-stops]")!;
    const held = document.activeElement instanceof HTMLElement && list.contains(document.activeElement) ? document.activeElement.dataset : null;
    list.replaceChildren(...this.told.stops.map((stop, at) => this.row(stop, at)));
    list.hidden = !this.told.stops.length;
    if (held) this.focusOn(list, held.act ?? "", Number(held.goes));
    this.drawMap();
  }

  /** Whoever moves a stop with keys stays on it. */
  private focusOn(list: HTMLElement, act: string, at: number): void {
    const row = list.children[Math.min(Math.max(at, 0), list.children.length - 1)];
    const same = row?.querySelector<HTMLButtonElement>(`[data-act="${act}"]:not(:disabled)`);
    (same ?? row?.querySelector<HTMLButtonElement>("button:not(:disabled)"))?.focus();
  }

  private row({ name }: Stop, at: number): HTMLLIElement {
    const row = Object.assign(document.createElement("li"), { className: "kk-row" });
    const text = Object.assign(document.createElement("span"), { className: "kk-row__text", textContent: `${at + 1}. ${name}` });
    const last = this.told.stops.length - 1;
    const acts = document.createElement("span");
    acts.className = "kk-cluster";
    acts.append(
      this.button("up", say("wayUp", { name }), at === 0, at - 1, () => this.write(moved(this.lines, at, at - 1))),
      this.button("down", say("wayDown", { name }), at === last, at + 1, () => this.write(moved(this.lines, at, at + 1))),
      this.button("remove", say("wayRemove", { name }), false, at, () => this.write(without(this.lines, at))),
    );
    row.append(text, acts);
    return row;
  }

  private button(act: Act, words: string, disabled: boolean, goes: number, does: () => void): HTMLButtonElement {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "ds-button", textContent: SIGNS[act], disabled });
    button.setAttribute("aria-label", words);
    Object.assign(button.dataset, { act, goes: String(goes), variant: "tertiary" });
    button.addEventListener("click", does);
    return button;
  }

  private open(map: MapLibre): void {
    this.map = map;
    map.on("move", () => this.place());
    map.on("styledata", () => this.drawLine()); // other colours begin with an empty map
    this.drawMap();
  }

  private drawMap(): void {
    if (!this.map) return;
    this.drawLine();
    for (const each of this.handles) each.remove();
    this.handles = this.told.stops.map((_stop, at) => this.handle(at));
    this.map.getCanvasContainer().append(...this.handles);
    this.place();
  }

  private drawLine(): void {
    const { map } = this;
    if (!map) return;
    if (!map.isStyleLoaded() && !map.getSource(SOURCE)) return void map.once("idle", () => this.drawLine());
    const data = { type: "Feature", properties: {}, geometry: { type: "LineString", coordinates: this.told.way } } as const;
    const known = map.getSource(SOURCE) as { setData?: (data: unknown) => void } | undefined;
    if (known) return void known.setData?.(data);
    map.addSource(SOURCE, { type: "geojson", data });
    map.addLayer({ id: SOURCE, type: "line", source: SOURCE, layout: { "line-cap": "round", "line-join": "round" }, paint: { "line-color": "#1f4d45", "line-width": 4 } });
  }

  private place(): void {
    this.handles.forEach((handle, at) => {
      const { lon, lat } = this.told.stops[at]!;
      const { x, y } = this.map!.project([lon, lat]);
      handle.style.transform = `translate(${x}px, ${y}px)`;
    });
  }

  /** A stop on the map, for fingers and mice; the list has it for keys. */
  private handle(at: number): HTMLElement {
    const handle = Object.assign(document.createElement("span"), { className: "kk-way__stop", textContent: String(at + 1) });
    handle.setAttribute("aria-hidden", "true");
    for (const name of ["mousedown", "touchstart", "click", "dblclick"]) handle.addEventListener(name, (event) => event.stopPropagation());
    handle.addEventListener("pointerdown", (event) => {
      event.stopPropagation();
      event.preventDefault();
      handle.setPointerCapture(event.pointerId);
      const [x, y] = [event.clientX, event.clientY];
      let dragged = false;
      const go = (to: PointerEvent): void => {
        dragged ||= Math.hypot(to.clientX - x, to.clientY - y) > 4;
        const box = this.map!.getCanvas().getBoundingClientRect();
        if (dragged) handle.style.transform = `translate(${to.clientX - box.left}px, ${to.clientY - box.top}px)`;
      };
      const end = (to: PointerEvent): void => {
        handle.removeEventListener("pointermove", go);
        if (!dragged || to.type === "pointercancel") return this.place();
        const box = this.map!.getCanvas().getBoundingClientRect();
        const { lng, lat } = this.map!.unproject([to.clientX - box.left, to.clientY - box.top]);
        this.write(this.lines.map((line, other) => (other === at ? pointed(lng, lat) : line)));
      };
      handle.addEventListener("pointermove", go);
      handle.addEventListener("pointerup", end, { once: true });
      handle.addEventListener("pointercancel", end, { once: true });
    });
    return handle;
  }
}

customElements.define("kk-way", WayDrawing);
