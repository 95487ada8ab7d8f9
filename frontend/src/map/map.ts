/**
 * `<kk-map>`: the town and the work on it.
 *
 * | Attribute | |
 * |---|---|
 * | `data-tiles` | our vector tiles, `/places/tiles/{z}/{x}/{y}.mvt` |
 * | `data-pmtiles` | a PMTiles base map in Protomaps' schema, instead of our own ground |
 * | `data-bounds` | `w,s,e,n`, used while there is nothing to show |
 * | `data-features` | addresses of GeoJSON FeatureCollections, separated by spaces; changing it loads again |
 * | `data-layers` | further layers to switch on and off: JSON, `[{"words", "features", "shown"}]` |
 * | `data-pick` | a click says where, as `kk-map-pick` with `{lon, lat}`, instead of opening what is there |
 * | `data-draw` | nothing opens; `<kk-draw>` draws on it |
 * | `data-closest` | how near the view may come at first; 17 unless said |
 * | `data-kept` | the ground comes from this phone where it is kept |
 * | `data-attribution` | who made our own ground; a base map says it itself |
 *
 * A feature's `properties`: `kind`, `state`, `label`, `detail`, `url`; an area's also `at`
 * (where its popup opens) and `rank`. `reload()` fetches the features again, `mark()` adds some of one's own.
 * Before a popup opens, `kk-map-open` says of what (its `properties`); whoever prevents it shows something else.
 */

import {
  AttributionControl, Map as MapLibre, NavigationControl, Popup, ScaleControl, addProtocol, setWorkerUrl,
} from "maplibre-gl";
import type { GeoJSONSource } from "maplibre-gl";
import { Protocol } from "pmtiles";
import { say } from "../words.ts";
import { legend, popupOf } from "./details.ts";
import { FitControl } from "./fit.ts";
import { ownPosition } from "./position.ts";
import { ground } from "./ground.ts";
import { drawKept } from "./keeping.ts";
import { kept } from "./kept.ts";
import { followPage } from "./night.ts";
import { Reach } from "./reach.ts";
import { Switches } from "./switches.ts";
import { canvas, named, tag } from "./symbols.ts";
import { NAMES, RANKS, SOURCE, TAG, boundsOf, joined, layers, names, parseBounds, ranks } from "./work.ts";
import type { Bounds, WorkFeature } from "./work.ts";

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
  private drawn: WorkFeature[] = [];
  private request: AbortController | null = null;
  private switches = new Switches();

  constructor() {
    super();
    this.opened = new Promise((resolve) => (this.opens = resolve));
  }

  connectedCallback(): void {
    if (!this.map) this.switches = new Switches(this.dataset.layers, () => void this.reload());
    if (!this.map) void this.begin();
  }

  disconnectedCallback(): void {
    this.request?.abort();
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

  /** Move the view to a place. */
  look(center: [number, number]): void {
    const animate = !matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.map?.easeTo({ center, zoom: Math.max(this.map.getZoom(), 16), animate });
  }

  /** Fetches the features; answers with a notice when that failed. */
  private async fetch(): Promise<HTMLElement | null> {
    this.request?.abort();
    const { signal } = (this.request = new AbortController());
    const addresses = [...(this.dataset.features ?? "").split(/\s+/).filter(Boolean), ...this.switches.addresses()];
    try {
      const collections = await Promise.all(addresses.map((address) => fetchJson(address, signal)));
      this.features = joined(collections as never).features;
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
    const { attribution } = this.dataset;
    const [tiles, pmtiles] = [absolute(this.dataset.tiles), absolute(this.dataset.pmtiles)];
    const from = this.dataset.kept === undefined ? { tiles, pmtiles: pmtiles && `pmtiles://${pmtiles}` } : { tiles: kept(tiles), pmtiles: kept(pmtiles) };
    const map = (this.map = new MapLibre({
      container: sheet,
      style: ground({ ...from, attribution }),
      bounds: this.bounds() ?? [10.5, 55.3, 24.2, 69.1],
      fitBoundsOptions: this.fitting(),
      attributionControl: false,
      // One finger scrolls the page; on a desk the wheel zooms.
      cooperativeGestures: matchMedia("(pointer: coarse)").matches,
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
    this.append(...this.switches.controls());
    if (this.dataset.size !== "full") this.append(Object.assign(document.createElement("ul"), { className: "kk-map__legend" }));
  }

  private ready(map: MapLibre): void {
    followPage(map, this);
    for (const [name, symbol] of [...named(), [TAG, tag] as const]) {
      const sheet = canvas(symbol, 2);
      map.addImage(name, sheet.getContext("2d")!.getImageData(0, 0, sheet.width, sheet.height), { pixelRatio: 2 });
    }
    for (const source of [SOURCE, RANKS, NAMES]) {
      map.addSource(source, { type: "geojson", data: { type: "FeatureCollection", features: [] } });
    }
    layers.forEach((layer) => map.addLayer(layer));
    if (this.dataset.draw !== undefined) {
      this.opens(map);
      return this.shown(map);
    }
    if (this.dataset.pick !== undefined) return this.pick(map);
    this.reach = new Reach(map, (feature) => this.open(feature));
    map.on("click", "work-points", (event) => this.openById(event.features?.[0]?.id));
    map.on("click", (event) => {
      // What lies on top opens itself: a burglary, else the zone, else the area that it lies in.
      const [first] = map.queryRenderedFeatures(event.point, { layers: ["work-points", "work-zone", "work-place"] });
      if (first && first.layer.id !== "work-points") this.openById(first.id);
    });
    for (const layer of ["work-points", "work-zone", "work-place"]) {
      map.on("mouseenter", layer, () => (map.getCanvas().style.cursor = "pointer"));
      map.on("mouseleave", layer, () => (map.getCanvas().style.cursor = ""));
    }
    this.shown(map);
  }

  private pick(map: MapLibre): void {
    map.getCanvas().style.cursor = "crosshair";
    map.on("click", ({ lngLat: { lng: lon, lat } }) =>
      this.dispatchEvent(new CustomEvent("kk-map-pick", { detail: { lon, lat }, bubbles: true })));
    this.shown(map);
  }

  private shown(map: MapLibre): void {
    this.show();
    map.once("idle", () => this.setAttribute("data-ready", ""));
  }

  private fitting(): { padding: number | typeof BESIDE; maxZoom: number } {
    const padding = this.dataset.position === undefined ? FIT.padding : BESIDE;
    return { padding, maxZoom: Number(this.dataset.closest) || FIT.maxZoom };
  }

  private show(): void {
    const features = (this.drawn = joined([{ type: "FeatureCollection", features: [...this.features, ...this.marks] }]).features);
    this.popup?.remove();
    this.map?.getSource<GeoJSONSource>(SOURCE)?.setData({ type: "FeatureCollection", features });
    this.map?.getSource<GeoJSONSource>(RANKS)?.setData(ranks(features));
    this.map?.getSource<GeoJSONSource>(NAMES)?.setData(names(features));
    this.reach?.show(features);
    this.querySelector(".kk-map__legend")?.replaceChildren(...legend(features));
    this.dispatchEvent(new CustomEvent("kk-map-shown", { detail: features.length, bubbles: true }));
  }

  private bounds(): Bounds | null {
    return boundsOf(this.features) ?? parseBounds(this.dataset.bounds);
  }

  private fit(): void {
    const bounds = this.bounds();
    const animate = !matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (bounds) this.map?.fitBounds(bounds, { ...this.fitting(), animate, duration: 500 });
  }

  private openById(id: string | number | undefined): void {
    const feature = this.drawn.find((each) => each.id === id);
    if (feature) this.open(feature);
  }

  private open(feature: WorkFeature): void {
    const at = feature.geometry.type === "Point" ? feature.geometry.coordinates : feature.properties.at;
    if (!this.map || !at) return;
    this.popup?.remove();
    const { properties: detail } = feature;
    if (!this.dispatchEvent(new CustomEvent("kk-map-open", { detail, bubbles: true, cancelable: true }))) return;
    this.popup = new Popup({ offset: 14, maxWidth: "18rem", focusAfterOpen: true })
      .setLngLat(at as [number, number])
      .setDOMContent(popupOf(feature.properties))
      .addTo(this.map);
  }

  private notice(words: string): HTMLElement {
    const notice = document.createElement("p");
    Object.assign(notice, { className: "kk-map__notice", textContent: words });
    notice.setAttribute("role", "status");
    return notice;
  }
}

async function fetchJson(address: string, signal: AbortSignal): Promise<unknown> {
  const answer = await fetch(address, { signal, headers: { Accept: "application/geo+json, application/json" } });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

customElements.define("kk-map", KokongMap);
