/**
 * `<kk-map>`: the town and the work on it.
 *
 * | Attribute | |
 * |---|---|
 * | `data-tiles` | our vector tiles, `/places/tiles/{z}/{x}/{y}.mvt` |
 * | `data-edge` | the line where our own ground ends, where it fades out |
 * | `data-pmtiles` | a PMTiles base map in Protomaps' schema, instead of our own ground |
 * | `data-bounds` | `w,s,e,n`, used while there is nothing to show |
 * | `data-features` | addresses of GeoJSON FeatureCollections, separated by spaces; changing it loads again |
 * | `data-looks` | how things look: JSON, see `looks.ts` |
 * | `data-layers` | further layers to switch on and off: JSON, `[{"name", "title", "kind", "features", "shown"}]` |
 * | `data-panel` | the id of the element that the layers are put into, instead of below the map |
 * | `data-span` | the id of the element that the slider of time is put into; without it everything is shown |
 * | `data-remember` | which layers are on is remembered, and stands in the address, as the span does |
 * | `data-over` | ids of elements that lie over it: what is shown is fitted into what they leave free |
 * | `data-pick` | a click says where, as `kk-map-pick` with `{lon, lat}`, instead of opening what is there |
 * | `data-draw` | nothing opens; `<kk-draw>` draws on it |
 * | `data-closest` | how near the view may come at first; 17 unless said |
 * | `data-kept` | the ground comes from this phone where it is kept |
 * | `data-attribution` | who made our own ground; a base map says it itself |
 *
 * A feature's `properties`: `kind`, `state`, `label`, `detail`, `url`; when it was (`time`, `ends`, `lasting`); an
 * area's also `at` (where its popup opens), `name` and `rank`. `reload()` fetches the features again, `mark()` adds some
 * of one's own. Before a popup opens, `kk-map-open` says of what (its `properties`); whoever prevents it shows something
 * else.
 */

import {
  AttributionControl, Map as MapLibre, NavigationControl, Popup, ScaleControl, addProtocol, setWorkerUrl,
} from "maplibre-gl";
import type { GeoJSONSource, MapGeoJSONFeature, PointLike } from "maplibre-gl";
import { Protocol } from "pmtiles";
import { say } from "../words.ts";
import { crowdOf, fading, legend, popupOf } from "./details.ts";
import { FitControl } from "./fit.ts";
import { taken } from "./over.ts";
import type { Edges } from "./over.ts";
import { ownPosition } from "./position.ts";
import { ground } from "./ground.ts";
import { holds, inner } from "./hold.ts";
import { drawKept } from "./keeping.ts";
import { kept } from "./kept.ts";
import { Looks, images } from "./looks.ts";
import type { Told } from "./looks.ts";
import { Many, crowded } from "./many.ts";
import type { Disc } from "./many.ts";
import { Panel } from "./panel.ts";
import { Reach } from "./reach.ts";
import { Slider } from "./slider.ts";
import { dated, dayOf, spanOf, within } from "./spans.ts";
import { canvas, tag } from "./symbols.ts";
import { NAMES, RANKS, SOURCE, TAG, boundsOf, drawn, isPoint, joined, layers, names, parseBounds, ranks } from "./work.ts";
import type { Bounds, WorkCollection, WorkFeature } from "./work.ts";

const worker = document.querySelector<HTMLScriptElement>("script[data-map-worker]")?.dataset.mapWorker;
if (worker) setWorkerUrl(new URL(worker, location.href).href);
addProtocol("pmtiles", new Protocol({ metadata: true }).tile); // with who made it
drawKept();

// Browser tiles are addressed with braces that URL would escape.
const absolute = (address: string | undefined): string | undefined =>
  address && (address.startsWith("/") ? location.origin + address : address);

const FIT = { padding: 56, maxZoom: 17 };
/** Where four buttons for a thumb take the right edge. */
const BESIDE = { top: 36, bottom: 48, left: 28, right: 84 };
/** A phone's width, where an edge of 56 would leave little. */
const NARROW = 640;
const OPENS = ["work-points", "work-area"];
const now = (): number => Date.now() / 1000;
const darkness = matchMedia("(prefers-color-scheme: dark)");

export class KokongMap extends HTMLElement {
  static readonly observedAttributes = ["data-features"];

  /** The map itself, once it can be drawn on. */
  readonly opened: Promise<MapLibre>;
  private opens: (map: MapLibre) => void = () => {};
  private map: MapLibre | null = null;
  private popup: Popup | null = null;
  private reach: Reach | null = null;
  private features: WorkFeature[] = [];
  private marks: WorkFeature[] = [];
  private request: AbortController | null = null;
  private panel = new Panel(undefined, false, () => {});
  private looks!: Looks;
  private slider: Slider | null = null;
  private drawn: WorkFeature[] = [];
  private many: Many | null = null;
  private rule: HTMLElement | null = null;
  private dressed = false;
  /** The box of the ground, on which a map stays that fills its window. */
  private land: Bounds | null = null;
  private held: boolean | null = null;
  private readonly recolour = (): void => this.dress();
  private readonly aside = (): void => this.moveAside();
  /** Where the middle of what is free was when the map was last moved for what lies over it. */
  private free: [number, number] = [0, 0];

  constructor() {
    super();
    this.opened = new Promise((resolve) => (this.opens = resolve));
  }

  connectedCallback(): void {
    if (this.map) return;
    this.looks = new Looks(JSON.parse(this.dataset.looks!) as Told, this.isDark());
    this.panel = new Panel(this.dataset.layers, this.dataset.remember !== undefined, () => void this.reload());
    if (this.dataset.span) this.slider = new Slider(() => this.show(), this.dataset.remember !== undefined);
    darkness.addEventListener("change", this.recolour);
    document.addEventListener("kk-colours", this.recolour); // somebody chose others on the page
    if (this.dataset.over) document.addEventListener("kk-over", this.aside);
    void this.begin();
  }

  disconnectedCallback(): void {
    this.request?.abort();
    darkness.removeEventListener("change", this.recolour);
    document.removeEventListener("kk-colours", this.recolour);
    document.removeEventListener("kk-over", this.aside);
    this.map?.remove();
    this.map = null;
    this.replaceChildren();
  }

  attributeChangedCallback(_name: string, before: string | null, after: string | null): void {
    if (before !== after && this.map) void this.reload();
  }

  /** Fetch the features again and show them; what is shown stays if that fails. */
  async reload(): Promise<void> {
    const failure = await this.fetch();
    this.querySelectorAll(".kk-map__notice").forEach((notice) => notice.remove());
    if (failure) this.append(failure);
    else this.show();
  }

  /** Show these beside the features that were fetched, in place of the last ones. */
  mark(features: WorkFeature[]): void {
    this.marks = features;
    this.show();
  }

  /** What is on the map now: of the layers that are on, and of the span that is chosen. */
  get visible(): readonly WorkFeature[] {
    return this.drawn;
  }

  /** What is in sight: what nothing lies over. */
  get inSight(): Bounds {
    const { left, right, top, bottom } = this.covered();
    const { clientWidth, clientHeight } = this.map!.getContainer();
    const [corner, other] = [this.map!.unproject([left, clientHeight - bottom]), this.map!.unproject([clientWidth - right, top])];
    return [corner.lng, corner.lat, other.lng, other.lat];
  }

  /** How things look, in the colours of the page. */
  get colours(): Looks {
    return this.looks;
  }

  /** Move the view to a place. */
  look(center: [number, number]): void {
    this.approach(center, Math.max(this.map?.getZoom() ?? 0, 16));
  }

  /** Fetches the features; answers with a notice when that failed. */
  private async fetch(): Promise<HTMLElement | null> {
    this.request?.abort();
    const { signal } = (this.request = new AbortController());
    const addresses = [...(this.dataset.features ?? "").split(/\s+/).filter(Boolean), ...this.panel.addresses()];
    try {
      const collections = await Promise.all(addresses.map((address) => fetchJson(address, signal)));
      collections.forEach((collection, at) => this.panel.came(addresses[at]!, collection));
      this.features = joined(collections);
      this.slider?.reach(spanOf(this.features.map(({ properties }) => properties), dayOf(now())));
      return null;
    } catch {
      return signal.aborted ? null : this.notice(say("mapFailed"));
    }
  }

  /** The features come first, so that the ground is fetched only where the work is. */
  private async begin(): Promise<void> {
    const failure = await this.fetch();
    if (!this.isConnected || this.map) return;
    try {
      this.start();
    } catch {
      this.replaceChildren(this.notice(say("noMap")));
      return;
    }
    if (failure) this.append(failure);
  }

  private start(): void {
    const sheet = document.createElement("div");
    sheet.className = "kk-map__sheet";
    this.replaceChildren(sheet);
    this.looks = this.looks.on(this.isDark()); // the page may have changed its colours meanwhile
    const map = (this.map = new MapLibre({
      container: sheet,
      style: this.ground(),
      bounds: this.bounds() ?? [10.5, 55.3, 24.2, 69.1],
      fitBoundsOptions: this.fitting(),
      attributionControl: false,
      // One finger scrolls the page; on a desk the wheel zooms.
      cooperativeGestures: this.dataset.size !== "whole" && matchMedia("(pointer: coarse)").matches,
      dragRotate: false,
      pitchWithRotate: false,
      maxZoom: 19,
      locale: {
        "Map.Title": say("map"),
        "NavigationControl.ZoomIn": say("zoomIn"),
        "NavigationControl.ZoomOut": say("zoomOut"),
        "GeolocateControl.FindMyLocation": say("myPosition"),
        "GeolocateControl.LocationNotAvailable": say("noPosition"),
        "Popup.Close": say("close"),
        "AttributionControl.ToggleAttribution": say("attribution"),
        "CooperativeGesturesHandler.MobileHelpText": say("twoFingers"),
      },
    }));
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    map.addControl(new NavigationControl({ showCompass: false }), "top-right");
    map.addControl(new FitControl(() => this.fit()), "top-right");
    if (this.dataset.position !== undefined) map.addControl(ownPosition(), "top-right");
    map.addControl(new ScaleControl({ maxWidth: 120, unit: "metric" }), "bottom-left");
    map.addControl(new AttributionControl({ compact: false }), "bottom-right");
    map.once("style.load", () => this.ready(map));
    this.free = this.middle();
    if (this.dataset.size === "whole") void this.settle(map);
    this.beside();
  }

  /** Stay on the ground from now on, whatever the window's size. */
  private async settle(map: MapLibre): Promise<void> {
    const edge = absolute(this.dataset.edge);
    if (edge) this.land = await fetchJson(edge, new AbortController().signal).then(({ features }) => boundsOf(features), () => null);
    else await map.once("load").then(() => (this.land = (map.getSource("base") as { bounds?: Bounds } | undefined)?.bounds ?? null));
    this.land = this.land && inner(this.land);
    map.on("resize", () => this.stay());
    this.stay();
  }

  private stay(): void {
    const { map, land } = this;
    if (!map || !land) return;
    const all = this.bounds();
    const whole = all ? (map.cameraForBounds(all, this.fitting())?.zoom ?? 0) : 0;
    const held = holds(this.getBoundingClientRect(), land, all, whole);
    if (held !== this.held) map.setMaxBounds(held ? land : null);
    this.held = held;
    // Where the ground is never left, it needs no soft end.
    if (this.dressed && map.getLayer("edge")) map.setLayoutProperty("edge", "visibility", held ? "none" : "visible");
  }

  /** What stands beside the map or below it: its layers, or what its symbols mean. */
  private beside(): void {
    const place = this.dataset.panel ? document.getElementById(this.dataset.panel) : null;
    if (!this.panel.empty) (place ?? this).append(this.panel.element);
    else if (this.dataset.size !== "full") this.append(Object.assign(document.createElement("ul"), { className: "kk-map__legend" }));
    const fading = Object.assign(document.createElement("div"), { className: "kk-map__rule" });
    (this.panel.empty || !place ? this : place).append(fading);
    this.rule = fading;
    if (this.slider) document.getElementById(this.dataset.span!)?.append(this.slider.element);
  }

  /** The ground and the work on it, in the colours of the page. */
  private dress(): void {
    const { map } = this;
    if (!map || this.looks.dark === this.isDark()) return;
    this.looks = this.looks.on(this.isDark());
    this.dispatchEvent(new CustomEvent("kk-map-undressed"));
    this.dressed = false; // nothing can be drawn or asked until the new style is there
    map.setStyle(this.ground(), { diff: false });
    map.once("style.load", () => {
      this.furnish(map);
      this.show();
      this.dispatchEvent(new CustomEvent("kk-map-dressed"));
    });
  }

  private ground(): ReturnType<typeof ground> {
    const { attribution } = this.dataset;
    const [tiles, pmtiles] = [absolute(this.dataset.tiles), absolute(this.dataset.pmtiles)];
    const from = this.dataset.kept === undefined ? { tiles, pmtiles: pmtiles && `pmtiles://${pmtiles}` } : { tiles: kept(tiles), pmtiles: kept(pmtiles) };
    this.toggleAttribute("data-night", this.looks.dark);
    const edge = this.dataset.kept === undefined ? absolute(this.dataset.edge) : undefined;
    return ground({ ...from, edge, attribution }, this.looks.dark);
  }

  private isDark(): boolean {
    return getComputedStyle(this).colorScheme === "dark";
  }

  private furnish(map: MapLibre): void {
    if (this.dressed) return; // the colours changed again before the style was there
    for (const [name, symbol] of [...images(this.looks), [TAG, tag] as const]) {
      const sheet = canvas(symbol, this.looks, 2);
      map.addImage(name, sheet.getContext("2d")!.getImageData(0, 0, sheet.width, sheet.height), { pixelRatio: 2 });
    }
    for (const source of [SOURCE, RANKS, NAMES]) map.addSource(source, { type: "geojson", data: { type: "FeatureCollection", features: [] } });
    layers(this.looks).forEach((layer) => map.addLayer(layer));
    this.many = new Many(map, this.looks);
    this.dressed = true;
  }

  private ready(map: MapLibre): void {
    this.furnish(map);
    if (this.dataset.draw !== undefined) {
      this.opens(map);
      return this.shown(map);
    }
    if (this.dataset.pick !== undefined) return this.pick(map);
    this.opens(map);
    this.reach = new Reach(map, (feature) => this.open([feature]), (disc) => this.gather(disc));
    map.on("click", ({ point }) => this.press(map, point));
    map.on("mousemove", ({ point }) => {
      map.getCanvas().style.cursor = this.under(map, point).length ? "pointer" : "";
    });
    this.shown(map);
  }

  /** What can be opened at a point of the sheet, on top first. */
  private under(map: MapLibre, point: PointLike): MapGeoJSONFeature[] {
    if (!this.dressed) return [];
    const asked = [...(this.many?.layers ?? []), ...OPENS].filter((layer) => map.getLayer(layer));
    return map.queryRenderedFeatures(point, { layers: asked })
      .filter(({ properties }) => properties.label || properties.cluster);
  }

  /** What lies on top opens itself: everything at that place, else the area; a disc of many falls apart. */
  private press(map: MapLibre, point: PointLike): void {
    if (this.closed) return;
    const [first, ...others] = this.under(map, point);
    if (!first) return;
    if (first.properties.cluster) return void this.many?.disc(first).then((disc) => this.gather(disc));
    const all = first.geometry.type === "Point" ? [first, ...others.filter(({ geometry }) => geometry.type === "Point")] : [first];
    const ids = new Set(all.map(({ id }) => id));
    this.open(this.drawn.filter(({ id }) => ids.has(id as number)));
  }

  /** While somebody draws on the map, nothing opens. */
  closed = false;

  private pick(map: MapLibre): void {
    this.opens(map);
    map.getCanvas().style.cursor = "crosshair";
    map.on("click", ({ lngLat: { lng: lon, lat } }) =>
      this.dispatchEvent(new CustomEvent("kk-map-pick", { detail: { lon, lat }, bubbles: true })));
    this.shown(map);
  }

  private shown(map: MapLibre): void {
    this.show();
    map.once("idle", () => this.setAttribute("data-ready", ""));
  }

  private fitting(): { padding: Edges; maxZoom: number } {
    const { padding: all, maxZoom } = FIT;
    const narrow = this.dataset.position !== undefined || (this.dataset.over !== undefined && this.clientWidth < NARROW);
    const edges: Edges = narrow ? BESIDE : { top: all, bottom: all, left: all, right: all };
    const over = this.covered();
    const padding = { top: edges.top + over.top, bottom: edges.bottom + over.bottom, left: edges.left + over.left, right: edges.right + over.right };
    return { padding, maxZoom: Number(this.dataset.closest) || maxZoom };
  }

  /** What one looks at stays in sight when something comes to lie over the map, or goes. */
  private moveAside(): void {
    const [before, now] = [this.free, this.middle()];
    this.free = now;
    const animate = !matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.map?.panBy([before[0] - now[0], before[1] - now[1]], { animate, duration: 200 });
  }

  /** How far the middle of what is free lies from the middle of the map. */
  private middle(): [number, number] {
    const { left, right, top, bottom } = this.covered();
    return [(left - right) / 2, (top - bottom) / 2];
  }

  /** What lies over the map's edges. */
  private covered(): Edges {
    const over = (this.dataset.over ?? "").split(/\s+/).flatMap((id) => document.getElementById(id) ?? []);
    return taken(this.getBoundingClientRect(), over.map((each) => each.getBoundingClientRect()));
  }

  private show(): void {
    const { map } = this;
    if (!this.dressed) return;
    const all = [...this.features, ...this.marks.map((mark, at) => ({ ...mark, id: this.features.length + at }))];
    const span = this.slider?.span ?? null;
    const there = all.filter(({ properties }) => within(properties, span));
    this.slider?.tell(dated(there).length, dated(all).length);
    const features = drawn(there, this.looks, span?.last ?? dayOf(now()));
    this.drawn = features;
    const crowd = crowded(features);
    this.popup?.remove();
    this.many?.show(features, crowd);
    const single = features.filter((each) => !isPoint(each) || !crowd.has(each.properties.kind ?? ""));
    map?.getSource<GeoJSONSource>(SOURCE)?.setData({ type: "FeatureCollection", features: single });
    map?.getSource<GeoJSONSource>(RANKS)?.setData(ranks(features));
    map?.getSource<GeoJSONSource>(NAMES)?.setData(names(features));
    this.reach?.show(features, crowd.size ? this.many : null);
    this.querySelector(".kk-map__legend")?.replaceChildren(...legend(features, this.looks));
    this.panel.show(features, this.looks);
    this.rule?.replaceChildren(...fading(features, this.looks, !this.panel.empty));
    this.stay();
    this.dispatchEvent(new CustomEvent("kk-map-shown", { detail: features.length, bubbles: true }));
  }

  private bounds(): Bounds | null {
    const leading = this.features.filter(({ properties: { kind, state } }) => !this.looks.of(kind, state).look.backdrop);
    return boundsOf(leading) ?? parseBounds(this.dataset.bounds);
  }

  private fit(): void {
    const bounds = this.bounds();
    const animate = !matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (bounds) this.map?.fitBounds(bounds, { ...this.fitting(), animate, duration: 500 });
  }

  private open(found: WorkFeature[]): void {
    const [feature] = found;
    const at = feature?.geometry.type === "Point" ? feature.geometry.coordinates : feature?.properties.at;
    if (!this.map || !feature || !at) return;
    const { properties: detail } = feature;
    if (!this.dispatchEvent(new CustomEvent("kk-map-open", { detail, bubbles: true, cancelable: true }))) return;
    this.pop(at as [number, number], popupOf(found.map(({ properties }) => properties)));
  }

  /** What a disc holds, and the way closer. */
  private gather(disc: Disc): void {
    const closer = (): void => {
      this.popup?.remove();
      this.approach(disc.at, disc.apart);
    };
    this.pop(disc.at, crowdOf(disc, closer));
  }

  private approach(center: [number, number], zoom: number): void {
    const animate = !matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.map?.easeTo({ center, zoom, offset: this.middle(), animate });
  }

  private pop(at: [number, number], content: HTMLElement): void {
    this.popup?.remove();
    if (!this.map) return;
    this.popup = new Popup({ offset: 14, maxWidth: "18rem", focusAfterOpen: true }).setLngLat(at).setDOMContent(content).addTo(this.map);
  }

  private notice(words: string): HTMLElement {
    const notice = document.createElement("p");
    Object.assign(notice, { className: "kk-map__notice", textContent: words });
    notice.setAttribute("role", "status");
    return notice;
  }
}

async function fetchJson(address: string, signal: AbortSignal): Promise<WorkCollection> {
  const answer = await fetch(address, { signal, headers: { Accept: "application/geo+json, application/json" } });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json() as Promise<WorkCollection>;
}

customElements.define("kk-map", KokongMap);
