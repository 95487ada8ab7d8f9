/** `<kk-position>`: an address search and a map that fill one hidden input with `lon,lat`. */

import type { KokongMap } from "./map.ts";
import type { WorkFeature } from "./work.ts";

class Position extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("kk-map-pick", (event) => {
      const { lon, lat } = (event as CustomEvent<{ lon: number; lat: number }>).detail;
      this.put(`${lon.toFixed(7)},${lat.toFixed(7)}`);
    });
    // Another address means another spot; the map moves there once the page knows where it is.
    this.addEventListener("kk-chosen", (event) => {
      const { lon, lat } = (event as CustomEvent<{ lon?: number; lat?: number }>).detail;
      if (lon === undefined || lat === undefined) return this.put("");
      this.put(`${lon.toFixed(7)},${lat.toFixed(7)}`);
      this.map?.look([lon, lat]);
    });
    void customElements.whenDefined("kk-map").then(() => this.draw());
  }

  private get spot(): HTMLInputElement {
    return this.querySelector<HTMLInputElement>("[data-spot]")!;
  }

  private get map(): KokongMap | null {
    return this.querySelector<KokongMap>("kk-map");
  }

  private put(spot: string): void {
    this.spot.value = spot;
    this.spot.dispatchEvent(new Event("input", { bubbles: true }));
    this.draw();
  }

  private draw(): void {
    const coordinates = this.spot.value.split(",").map(Number);
    const marks: WorkFeature[] = this.spot.value
      ? [{ type: "Feature", properties: { kind: "point" }, geometry: { type: "Point", coordinates } }]
      : [];
    this.map?.mark(marks);
    const said = this.querySelector<HTMLElement>("[data-pointed]");
    if (said) said.hidden = !this.spot.value;
  }
}

customElements.define("kk-position", Position);
