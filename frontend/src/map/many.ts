/** Where a layer has many points, those that lie close are one disc with their number, which says what it holds. */

import type { ExpressionSpecification, GeoJSONSource, Map as MapLibre, MapGeoJSONFeature } from "maplibre-gl";
import type { Point } from "geojson";
import { say } from "../words.ts";
import { medium } from "./fonts.ts";
import type { Looks } from "./looks.ts";
import { ICONS } from "./work.ts";
import type { Work, WorkFeature } from "./work.ts";

/** A disc: where, what it is called, what it holds (the newest first), and from which zoom on it falls apart. */
export interface Disc {
  at: [lon: number, lat: number];
  words: string;
  held: Work[];
  apart: number;
}

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

  /** A disc in words: how many of what, and how old the newest is where that is told by its colour. */
  words({ layer, properties }: MapGeoJSONFeature): string {
    const kind = this.kindOf(layer.id);
    const words = this.looks.symbols(kind)[0]?.words ?? say("place");
    const age = this.looks.fading[properties.step as number];
    const n = properties.point_count as number;
    return this.ages(kind) && age ? say("discAged", { n, words, age: age.words }) : say("disc", { n, words });
  }

  /** What a disc holds. */
  async disc(found: MapGeoJSONFeature): Promise<Disc> {
    const from = this.map.getSource<GeoJSONSource>(found.source)!;
    const id = found.properties.cluster_id as number;
    const [apart, leaves] = await Promise.all([from.getClusterExpansionZoom(id), from.getClusterLeaves(id, Infinity, 0)]);
    const held = leaves.map(({ properties }) => properties as Work).sort((a, b) => (b.time ?? 0) - (a.time ?? 0));
    return { at: (found.geometry as Point).coordinates as [number, number], words: this.words(found), held, apart: apart + 0.2 };
  }

  private kindOf(layer: string): string {
    return [...this.kinds].find((each) => clusters(each) === layer) ?? "";
  }

  private ages(kind: string): boolean {
    return this.looks.of(kind, undefined).look.ages ?? false;
  }

  /** The colour of a kind's discs: its own, or that of the newest in one. */
  private colour(kind: string): string | ExpressionSpecification {
    const [symbol] = this.looks.symbols(kind);
    const own = this.looks.colour(symbol?.fill === "paper" ? symbol.edge : symbol?.fill ?? "pine");
    if (!this.ages(kind)) return own;
    return ["match", ["get", "step"], ...this.looks.fading.flatMap(({ colour }, step) => [step, this.looks.colour(colour)]), own] as never;
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
      // A disc is as strong, or as fresh, as the newest in it.
      clusterProperties: { opacity: ["max", ["get", "opacity"]], step: ["min", ["coalesce", ["get", "step"], this.looks.fading.length - 1]] },
    });
    const colour = this.colour(kind);
    const together: ExpressionSpecification = ["has", "point_count"];
    const size = ["step", ["get", "point_count"], 13, 10, 15, 50, 18, 250, 22] as never;
    this.map.addLayer({
      id: singles(kind), type: "symbol", source: source(kind), filter: ["!", together],
      layout: ICONS as never,
      paint: { "icon-opacity": ["get", "opacity"] },
    }, BEFORE);
    this.map.addLayer({
      id: clusters(kind), type: "circle", source: source(kind), filter: together,
      paint: {
        "circle-color": colour, "circle-radius": size, "circle-opacity": ["get", "opacity"],
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
