/** Pointing out detectors on the map: choose a detector's button, then click where it is. */

import type { KokongMap } from "../../../map/map.ts";
import type { WorkFeature } from "../../../map/work.ts";

const map = document.querySelector<KokongMap>("kk-map[data-pick]");
const rows = [...document.querySelectorAll<HTMLElement>("[data-zone-row]")];
let active: HTMLElement | null = null;

const field = (row: HTMLElement, name: string): HTMLInputElement | null =>
  row.querySelector<HTMLInputElement>(`[name$="-${name}"]`);

function choose(row: HTMLElement | null): void {
  active = row;
  for (const each of rows) {
    each.toggleAttribute("data-active", each === row);
    each.querySelector("[data-place]")?.setAttribute("aria-pressed", String(each === row));
  }
  if (row) map?.scrollIntoView({ block: "nearest" });
}

function put(row: HTMLElement, lon: string, lat: string): void {
  field(row, "lon")!.value = lon;
  field(row, "lat")!.value = lat;
  draw();
}

/** Every detector that has been pointed out, as the form has it now. */
function marks(): WorkFeature[] {
  return rows.flatMap((row): WorkFeature[] => {
    const [lon, lat] = [field(row, "lon")?.value, field(row, "lat")?.value];
    if (!lon || !lat || field(row, "DELETE")?.checked) return [];
    const order = field(row, "zone")?.value || "?";
    const properties = { kind: "alarm", state: "zone", order, label: field(row, "name")?.value || order };
    return [{ type: "Feature", properties, geometry: { type: "Point", coordinates: [Number(lon), Number(lat)] } }];
  });
}

function draw(): void {
  for (const row of rows) {
    const placed = Boolean(field(row, "lon")?.value);
    row.querySelector<HTMLElement>("[data-placed]")!.hidden = !placed;
    row.querySelector<HTMLElement>("[data-unplace]")!.hidden = !placed;
  }
  if (map && customElements.get("kk-map")) map.mark(marks());
}

for (const row of rows) {
  row.querySelector("[data-place]")?.addEventListener("click", () => choose(active === row ? null : row));
  row.querySelector("[data-unplace]")?.addEventListener("click", () => put(row, "", ""));
  row.addEventListener("change", draw);
}
map?.addEventListener("kk-map-pick", (event) => {
  const { lon, lat } = (event as CustomEvent<{ lon: number; lat: number }>).detail;
  if (active) put(active, lon.toFixed(7), lat.toFixed(7));
});
if (map) void customElements.whenDefined("kk-map").then(draw);
