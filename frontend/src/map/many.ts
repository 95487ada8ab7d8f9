/** Where a layer has many points, those that lie close are one disc with their number; pressing it moves closer. */

import type { ExpressionSpecification, GeoJSONSource, Map as MapLibre } from "maplibre-gl";
import type { Point } from "geojson";
import { say } from "../words.ts";
import { medium } from "./fonts.ts";
import type { Looks } from "./looks.ts";
import { ICONS } from "./work.ts";
import type { WorkFeature } from "./work.ts";

/** So many points of a kind can still be told apart. */
export const FEW = 120;
const RADIUS = 44;
/** From here on each home is seen by itself. */
const CLOSE = 15;
/** Over single points: a number that is half hidden says nothing. */
const BEFORE = "work-order";

const source = (kind: string): string => `many-${kind}`;
const clusters = (kind: string): string => `many-${kind}-clusters`;
const singles = (kind: string): string => `many-${kind}-points`;

/** Kinds of which there are more points than one can tell apart. */
export function crowded(features: WorkFeature[]): Set<string> {
  const found = new Map<string, number>();
  for (const { geometry, properties: { kind = "" } } of features) {
    if (geometry.type === "Point") found.set(kind, (found.get(kind) ?? 0) + 1);
  }
  return new Set([...found].filter(([, count]) => count > FEW).map(([kind]) => kind));
}

export class Many {
  private readonly kinds = new Set<string>();
  private readonly map: MapLibre;
  private readonly looks: Looks;

  constructor(map: MapLibre, looks: Looks) {
    this.map = map;
    this.looks = looks;
  }

  /** The layers of what is shown here. */
  get layers(): string[] {
    return [...this.kinds].flatMap((kind) => [clusters(kind), singles(kind)]);
  }

  /** Show the features of crowded kinds, in place of the last ones. */
  show(features: WorkFeature[], crowd: Set<string>): void {
    for (const kind of crowd) if (!this.kinds.has(kind)) this.add(kind);
    for (const kind of this.kinds) {
      const own = crowd.has(kind) ? features.filter(({ geometry, properties }) => geometry.type === "Point" && properties.kind === kind) : [];
      this.map.getSource<GeoJSONSource>(source(kind))?.setData({ type: "FeatureCollection", features: own });
    }
  }

  /** A disc in words. */
  words(count: number, layer: string): string {
    const kind = [...this.kinds].find((each) => clusters(each) === layer) ?? "";
    return say("disc", { n: count, words: this.looks.symbols(kind)[0]?.words.toLowerCase() ?? say("place") });
  }

  /** Move to where a disc falls apart. */
  async enter(layer: string, id: number, at: Point): Promise<void> {
    const from = this.map.getSource<GeoJSONSource>(this.map.getLayer(layer)!.source);
    const zoom = await from?.getClusterExpansionZoom(id);
    const animate = !matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (zoom !== undefined) this.map.easeTo({ center: at.coordinates as [number, number], zoom: zoom + 0.2, animate });
  }

  private add(kind: string): void {
    this.kinds.add(kind);
    this.map.addSource(source(kind), {
      type: "geojson",
      data: { type: "FeatureCollection", features: [] },
      cluster: true,
      clusterRadius: RADIUS,
      clusterMaxZoom: CLOSE,
      clusterMinPoints: 4,
      // A disc is as strong as the newest in it.
      clusterProperties: { strength: ["max", ["get", "strength"]] },
    });
    const [symbol] = this.looks.symbols(kind);
    const colour = this.looks.colour(symbol?.fill === "paper" ? symbol.edge : symbol?.fill ?? "pine");
    const together: ExpressionSpecification = ["has", "point_count"];
    const size = ["step", ["get", "point_count"], 13, 10, 15, 50, 18, 250, 22] as never;
    this.map.addLayer({
      id: singles(kind), type: "symbol", source: source(kind), filter: ["!", together],
      layout: ICONS as never,
      paint: { "icon-opacity": ["get", "strength"] },
    }, BEFORE);
    this.map.addLayer({
      id: clusters(kind), type: "circle", source: source(kind), filter: together,
      paint: {
        "circle-color": colour, "circle-radius": size, "circle-opacity": ["get", "strength"],
        "circle-stroke-color": this.looks.colour("paper"), "circle-stroke-width": 2,
      },
    }, BEFORE);
    this.map.addLayer({
      id: `${clusters(kind)}-count`, type: "symbol", source: source(kind), filter: together,
      layout: {
        "text-field": ["to-string", ["get", "point_count"]], "text-font": medium, "text-size": 12,
        "text-allow-overlap": true, "text-ignore-placement": true,
      },
      paint: {
        "text-color": this.looks.colour("paper"), "text-halo-color": colour, "text-halo-width": 1.5,
      },
    }, BEFORE);
  }
}
