/**
 * Makes the points reachable from the keyboard: transparent buttons over the symbols, one of them in the
 * tab order, the arrow keys going round. Above `MOST` points the table is the way.
 */

import { Marker } from "maplibre-gl";
import type { Map as MapLibre } from "maplibre-gl";
import type { Point } from "geojson";
import { say } from "../words.ts";
import type { WorkFeature } from "./work.ts";

const MOST = 120;
const STEPS: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export class Reach {
  private markers: Marker[] = [];

  constructor(private readonly map: MapLibre, private readonly open: (feature: WorkFeature) => void) {}

  show(features: WorkFeature[]): void {
    this.markers.forEach((marker) => marker.remove());
    const points = features.filter(({ geometry }) => geometry.type === "Point");
    this.markers = points.length > MOST ? [] : points.map((feature, at) => this.marker(feature, at));
  }

  private marker(feature: WorkFeature, at: number): Marker {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "kk-map__reach", tabIndex: at === 0 ? 0 : -1 });
    const marker = new Marker({ element: button })
      .setLngLat((feature.geometry as Point).coordinates as [number, number])
      .addTo(this.map);
    // After MapLibre has given the element a name of its own.
    button.setAttribute("aria-label", [feature.properties.label ?? say("place"), feature.properties.detail].filter(Boolean).join(", "));
    button.addEventListener("click", (event) => {
      event.stopPropagation();
      this.open(feature);
    });
    button.addEventListener("keydown", (event) => this.step(event, at));
    return marker;
  }

  private step(event: KeyboardEvent, at: number): void {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const buttons = this.markers.map((marker) => marker.getElement());
    const next = buttons[(at + step + buttons.length) % buttons.length];
    buttons.forEach((button) => (button.tabIndex = button === next ? 0 : -1));
    next?.focus();
  }
}
