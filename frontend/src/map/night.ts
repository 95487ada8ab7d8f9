/** The ground on a page that is dark: the same shapes, so that the work on top stands out as it does by day. */

import type { Map as MapLibre } from "maplibre-gl";

const paper = "#1a1f1d";
const water = "#24404b";
const ink = "#c4beb1";
const words = { "text-color": ink, "text-halo-color": paper };
const waterWords = { "text-color": "#8fb4c1", "text-halo-color": water };

/** What is painted otherwise, by the layers of `ground.ts`. */
const NIGHT: Record<string, Record<string, string>> = {
  paper: { "background-color": paper },
  green: { "fill-color": "#1f2b22" },
  water: { "fill-color": water },
  "water-line": { "line-color": water },
  buildings: { "fill-color": "#2c332f", "fill-outline-color": "#3d4641" },
  path: { "line-color": "#5f6963" },
  "minor-edge": { "line-color": "#101413" },
  "major-edge": { "line-color": "#101413" },
  minor: { "line-color": "#414a45" },
  major: { "line-color": "#4d5751" },
  "road-names": words,
  localities: words,
  "house-numbers": words,
  "river-names": waterWords,
  "water-names": waterWords,
};

const isDark = (): boolean => getComputedStyle(document.documentElement).colorScheme === "dark";

/** Paint the ground as dark as its page is, and whenever that changes. `host` tells its style sheet. */
export function followPage(map: MapLibre, host: HTMLElement): void {
  const day = new Map<string, unknown>();
  const paint = (): void => {
    const dark = isDark();
    host.toggleAttribute("data-night", dark);
    for (const [layer, colours] of Object.entries(NIGHT)) {
      if (!map.getLayer(layer)) continue;
      for (const [name, colour] of Object.entries(colours)) {
        const key = `${layer} ${name}`;
        if (!day.has(key)) day.set(key, map.getPaintProperty(layer, name as never));
        map.setPaintProperty(layer, name as never, (dark ? colour : day.get(key)) as never);
      }
    }
  };
  if (isDark()) paint();
  const scheme = matchMedia("(prefers-color-scheme: dark)");
  scheme.addEventListener("change", paint);
  map.once("remove", () => scheme.removeEventListener("change", paint));
}
