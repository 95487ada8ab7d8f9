/** What people do, drawn over the ground: burglaries, cocoons, doors. */

import type { ExpressionSpecification, LayerSpecification } from "maplibre-gl";
import type { Feature, FeatureCollection, Geometry, Point, Position } from "geojson";
import { medium } from "./fonts.ts";
import { depths, pine, plum, symbolOf } from "./symbols.ts";

export const SOURCE = "work";
export const RANKS = "ranks";
export const TAG = "rank-tag";
export const NAMES = "names";

/** What a feature's `properties` may say. */
export interface Work {
  kind?: string;
  state?: string;
  label?: string;
  detail?: string;
  url?: string;
  symbol?: string;
  /** Where an area's popup opens. */
  at?: [lon: number, lat: number];
  /** The number that the list beside the map gives an area. */
  rank?: number;
  /** What is written on an area. */
  name?: string;
  /** What is written on a point: a detector's number, or its turn. */
  order?: string;
  /** Its number where it is shown beside the map. */
  subject?: number;
}

export type WorkFeature = Feature<Geometry, Work>;
export type Bounds = [west: number, south: number, east: number, north: number];

/** Joins collections into one and gives each point its symbol. */
export function joined(collections: FeatureCollection<Geometry, Work>[]): FeatureCollection<Geometry, Work> {
  const features = collections.flatMap(({ features: each }) => each.filter(({ geometry }) => geometry));
  return {
    type: "FeatureCollection",
    features: features.map((feature, id) => {
      const properties = feature.properties ?? {};
      return { ...feature, id, properties: { ...properties, symbol: symbolOf(properties.kind, properties.state) } };
    }),
  };
}

function* positions(value: unknown): Generator<Position> {
  if (!Array.isArray(value)) return;
  if (typeof value[0] === "number") yield value as Position;
  else for (const each of value) yield* positions(each);
}

/**
 * A point for each ranked area, at its upper left corner, where its number hides none of the work within. A label
 * of the area itself would be written once for every tile that it lies in.
 */
export function ranks(features: WorkFeature[]): FeatureCollection<Point, Work> {
  const tags = features.flatMap(({ geometry, properties: { rank } }): Feature<Point, Work>[] => {
    if (rank === undefined || geometry.type === "GeometryCollection") return [];
    const [corner] = [...positions(geometry.coordinates)].sort((a, b) => leftward(a) - leftward(b));
    return corner ? [{ type: "Feature", properties: { rank }, geometry: { type: "Point", coordinates: corner } }] : [];
  });
  return { type: "FeatureCollection", features: tags };
}

/** A point for each area that has a name to be written on it; of the area itself it would be once for every tile. */
export function names(features: WorkFeature[]): FeatureCollection<Point, Work> {
  const points = features.flatMap(({ properties: { name, at } }): Feature<Point, Work>[] =>
    name && at ? [{ type: "Feature", properties: { name }, geometry: { type: "Point", coordinates: at } }] : []);
  return { type: "FeatureCollection", features: points };
}

/** Less to the left and upward; a degree of latitude is about two of longitude long here. */
const leftward = ([x = 0, y = 0]: Position): number => x - 2 * y;

/** The box around all features, or null when there is nothing. */
export function boundsOf(features: WorkFeature[]): Bounds | null {
  const box: Bounds = [Infinity, Infinity, -Infinity, -Infinity];
  // The risk map lies under everything: the view follows what it says something about.
  for (const { geometry } of features.filter(({ properties }) => properties?.kind !== "risk")) {
    if (geometry.type === "GeometryCollection") continue;
    for (const [x = 0, y = 0] of positions(geometry.coordinates)) {
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
    }
  }
  return Number.isFinite(box[0]) ? box : null;
}

/** `"w,s,e,n"` as a box; null when it is anything else. */
export function parseBounds(text: string | undefined): Bounds | null {
  const numbers = (text ?? "").split(",").map((part) => (part.trim() === "" ? NaN : Number(part)));
  return numbers.length === 4 && numbers.every(Number.isFinite) ? (numbers as Bounds) : null;
}

const points: ExpressionSpecification = ["==", ["geometry-type"], "Point"];
const order: ExpressionSpecification = ["match", ["get", "kind"], "burglary", 3, "door", 2, 1];

const of = (...kinds: string[]): ExpressionSpecification => ["in", ["get", "kind"], ["literal", kinds]];
const others: ExpressionSpecification = ["!", of("zone", "risk", "area")];

export const layers: LayerSpecification[] = [
  {
    id: "work-risk", type: "fill", source: SOURCE, filter: of("risk"),
    paint: {
      "fill-color": plum,
      "fill-antialias": false,
      "fill-opacity": ["match", ["get", "state"], "1", depths[0]!, "2", depths[1]!, "3", depths[2]!, depths[3]!],
    },
  },
  {
    id: "work-zone", type: "fill", source: SOURCE, filter: of("zone"),
    paint: { "fill-color": plum, "fill-opacity": 0.14 },
  },
  {
    id: "work-zone-edge", type: "line", source: SOURCE, filter: of("zone"),
    layout: { "line-join": "round" },
    paint: { "line-color": plum, "line-width": 3 },
  },
  {
    id: "work-place", type: "fill", source: SOURCE, filter: of("area"),
    paint: { "fill-color": pine, "fill-opacity": 0.06 },
  },
  {
    id: "work-place-edge", type: "line", source: SOURCE, filter: of("area"),
    layout: { "line-join": "round" },
    paint: { "line-color": pine, "line-width": 2 },
  },
  {
    id: "work-area", type: "fill", source: SOURCE, filter: ["all", ["==", ["geometry-type"], "Polygon"], others],
    paint: { "fill-color": "#1f4d45", "fill-opacity": 0.08 },
  },
  {
    id: "work-edge", type: "line", source: SOURCE, filter: ["all", ["!=", ["geometry-type"], "Point"], others],
    layout: { "line-join": "round" },
    paint: { "line-color": "#1f4d45", "line-width": 2, "line-dasharray": [3, 2] },
  },
  {
    id: "work-points", type: "symbol", source: SOURCE, filter: points,
    layout: {
      "icon-image": ["get", "symbol"],
      "icon-size": ["interpolate", ["linear"], ["zoom"], 10, 0.5, 13, 0.75, 16, 1],
      "icon-allow-overlap": true,
      "icon-ignore-placement": true,
      "symbol-sort-key": order,
    },
  },
  {
    id: "work-order", type: "symbol", source: SOURCE, filter: ["all", points, ["has", "order"]],
    layout: {
      "text-field": ["get", "order"],
      "text-font": medium,
      "text-size": 13,
      "text-allow-overlap": true,
      "text-ignore-placement": true,
    },
    paint: { "text-color": "#1d2422" },
  },
  {
    id: "work-names", type: "symbol", source: NAMES,
    layout: { "text-field": ["get", "name"], "text-font": medium, "text-size": 14, "text-max-width": 8 },
    paint: { "text-color": pine, "text-halo-color": "#ffffff", "text-halo-width": 2 },
  },
  {
    id: "work-ranks", type: "symbol", source: RANKS,
    layout: {
      "icon-image": TAG,
      "text-field": ["to-string", ["get", "rank"]],
      "text-font": medium,
      "text-size": 13,
      "icon-allow-overlap": true,
      "icon-ignore-placement": true,
      "text-allow-overlap": true,
      "text-ignore-placement": true,
      "symbol-sort-key": ["-", ["get", "rank"]],
    },
    paint: { "text-color": plum },
  },
];
