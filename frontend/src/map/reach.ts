/**
 * Makes the points reachable from the keyboard: transparent buttons over the symbols, one of them in the
 * tab order, the arrow keys going round. Where there are many, over those that are in view, and over the discs that
 * hold several. Above `FEW` of them the table is the way.
 */

import { Marker } from "maplibre-gl";
import type { Map as MapLibre, MapGeoJSONFeature } from "maplibre-gl";
import type { Point } from "geojson";
import { say } from "../words.ts";
import { FEW } from "./many.ts";
import type { Disc, Many } from "./many.ts";
import type { WorkFeature } from "./work.ts";

const STEPS: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Something to press: where, called what, and what that does. */
interface Aim {
  at: [lon: number, lat: number];
  words: string;
  /** Which row beside the map it belongs to. */
  subject?: number | undefined;
  press: () => void;
}

export class Reach {
  private markers: Marker[] = [];
  private features: WorkFeature[] = [];
  private many: Many | null = null;

  constructor(
    private readonly map: MapLibre, private readonly open: (feature: WorkFeature) => void, private readonly gather: (disc: Disc) => void,
  ) {
    map.on("idle", () => this.many && this.follow(this.many));
  }

  /** Reach these points; while `many` of them are in discs, what is in view. */
  show(features: WorkFeature[], many: Many | null): void {
    this.features = features;
    this.many = many;
    const points = features.filter(({ geometry }) => geometry.type === "Point");
    this.aim(many || points.length > FEW ? [] : points.map((feature) => this.single(feature)));
  }

  private follow(many: Many): void {
    const layers = [...many.layers, "work-points"].filter((layer) => this.map.getLayer(layer));
    const found = new Map(this.map.queryRenderedFeatures({ layers })
      .map((each) => [`${each.source} ${each.properties.cluster ? "c" : ""}${each.id}`, each]));
    if (found.size > FEW) return this.aim([]);
    if (!this.markers.some((marker) => marker.getElement() === document.activeElement)) this.aim([...found.values()].flatMap((each) => this.inView(each, many)));
  }

  private inView(found: MapGeoJSONFeature, many: Many): Aim[] {
    const at = found.geometry as Point;
    if (found.properties.cluster) {
      const press = (): void => void many.disc(found).then(this.gather);
      return [{ at: at.coordinates as [number, number], words: many.words(found), press }];
    }
    const feature = this.features.find(({ id }) => id === found.id);
    return feature ? [this.single(feature)] : [];
  }

  private single(feature: WorkFeature): Aim {
    const { label = say("place"), detail } = feature.properties;
    const at = (feature.geometry as Point).coordinates as [number, number];
    return { at, words: [label, detail].filter(Boolean).join(", "), subject: feature.properties.subject, press: () => this.open(feature) };
  }

  private aim(aims: Aim[]): void {
    this.markers.forEach((marker) => marker.remove());
    this.markers = aims.map((aim, place) => this.marker(aim, place));
  }

  private marker({ at, words, subject, press }: Aim, place: number): Marker {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "kk-map__reach", tabIndex: place === 0 ? 0 : -1 });
    if (subject !== undefined) button.dataset.subject = String(subject);
    const marker = new Marker({ element: button }).setLngLat(at).addTo(this.map);
    // After MapLibre has given the element a name of its own.
    button.setAttribute("aria-label", words);
    button.addEventListener("click", (event) => {
      event.stopPropagation();
      button.blur();
      press();
    });
    button.addEventListener("keydown", (event) => this.step(event, place));
    return marker;
  }

  private step(event: KeyboardEvent, place: number): void {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const buttons = this.markers.map((marker) => marker.getElement());
    const next = buttons[(place + step + buttons.length) % buttons.length];
    buttons.forEach((button) => (button.tabIndex = button === next ? 0 : -1));
    next?.focus();
  }
}
