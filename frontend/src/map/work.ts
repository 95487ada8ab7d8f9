/** What people do, drawn over the ground: burglaries, cocoons, doors. */

import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from "maplibre-gl";
import type { Feature, FeatureCollection, Geometry, Point, Position } from "geojson";
import { medium } from "./fonts.ts";
import { named } from "./looks.ts";
import type { Looks } from "./looks.ts";
import { stepOf } from "./spans.ts";
import type { Timed } from "./spans.ts";

export const SOURCE = "work";
export const RANKS = "ranks";
export const TAG = "rank-tag";
export const NAMES = "names";

/** What a feature's `properties` may say. */
export interface Work extends Timed {
  kind?: string;
  state?: string;
  label?: string;
  detail?: string;
  url?: string;
  /** Where an area's popup opens. */
  at?: [lon: number, lat: number];
  /** The number that the list beside the map gives an area. */
  rank?: number;
  /** What is written on an area. */
  name?: string;
  /** What is written on a point: a detector's number, or its turn. */
  order?: string;
  /** What is written beside a point: its turn, where its symbol says something else. */
  turn?: string;
  /** Its number where it is shown beside the map. */
  subject?: number;
  /** How it is drawn, by its look. */
  symbol?: string;
  strength?: number;
  /** How old it is, as a step of the rule of ages; and what that does to its size, and to how much shows through. */
  step?: number;
  scale?: number;
  opacity?: number;
  level?: number;
  fill?: string;
  edge?: string;
  width?: number;
  depth?: number;
  dashed?: boolean;
  backdrop?: boolean;
}

export type WorkFeature = Feature<Geometry, Work>;
export type WorkCollection = FeatureCollection<Geometry, Work> & { numberMatched?: number };
export type Bounds = [west: number, south: number, east: number, north: number];

/** Collections as one, each feature with a number; those without a place are left out. */
export function joined(collections: WorkCollection[]): WorkFeature[] {
  const features = collections.flatMap(({ features: each }) => each.filter(({ geometry }) => geometry));
  return features.map((feature, id) => ({ ...feature, id, properties: feature.properties ?? {} }));
}

/** Features as they are drawn on a day: each with its symbol, or the colours of an area. */
export function drawn(features: WorkFeature[], looks: Looks, today: number): WorkFeature[] {
  return features.map((feature) => {
    const found = looks.of(feature.properties.kind, feature.properties.state);
    const { look, symbol } = found;
    const step = look.fades || look.ages ? stepOf(feature.properties, today, looks.fading) : undefined;
    const age = step === undefined ? undefined : looks.fading[step];
    const how: Work = { level: look.order ?? 1, strength: age?.strength ?? 1, opacity: look.ages ? 1 : (age?.strength ?? 1) };
    if (look.ages && age) Object.assign(how, { step, scale: age.size });
    if (feature.geometry.type === "Point") how.symbol = named(found, step);
    else {
      Object.assign(how, { fill: looks.colour(symbol.fill), edge: looks.colour(symbol.edge), width: symbol.width });
      Object.assign(how, { depth: symbol.depth, dashed: symbol.dashed, backdrop: look.backdrop ?? false });
    }
    return { ...feature, properties: { ...feature.properties, ...how } };
  });
}

export const isPoint = ({ geometry }: WorkFeature): boolean => geometry.type === "Point";

/** How many features there are of each kind. */
export function counts(features: WorkFeature[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const { properties: { kind = "" } } of features) found.set(kind, (found.get(kind) ?? 0) + 1);
  return found;
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

/** The box around features, or null when there is nothing. */
export function boundsOf(features: WorkFeature[]): Bounds | null {
  const box: Bounds = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { geometry } of features) {
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
const areas: ExpressionSpecification = ["in", ["geometry-type"], ["literal", ["Polygon", "MultiPolygon"]]];
const backdrop: ExpressionSpecification = ["to-boolean", ["get", "backdrop"]];
const dashed: ExpressionSpecification = ["to-boolean", ["get", "dashed"]];
const get = (name: string): never => ["get", name] as never;

const sized = (size: number): never => ["*", size, ["coalesce", ["get", "scale"], 1]] as never;

export const ICONS = {
  "icon-image": ["get", "symbol"],
  "icon-size": ["interpolate", ["linear"], ["zoom"], 10, sized(0.5), 13, sized(0.75), 16, sized(1)],
  "icon-allow-overlap": true,
  "icon-ignore-placement": true,
  // What is strong lies over what is pale.
  "symbol-sort-key": ["+", ["*", 10, ["get", "level"]], ["get", "strength"]],
} as const;

const fill = (id: string, filter: FilterSpecification, antialias: boolean): LayerSpecification => ({
  id, type: "fill", source: SOURCE, filter,
  layout: { "fill-sort-key": get("level") },
  paint: { "fill-color": get("fill"), "fill-opacity": get("depth"), "fill-antialias": antialias },
});

const line = (id: string, filter: FilterSpecification, dash?: number[]): LayerSpecification => ({
  id, type: "line", source: SOURCE, filter: ["all", ["!", points], [">", ["get", "width"], 0], filter] as never,
  layout: { "line-join": "round", "line-sort-key": get("level") },
  paint: { "line-color": get("edge"), "line-width": get("width"), ...(dash ? { "line-dasharray": dash } : {}) },
});

/** Everything but what lies too close for single symbols (`many.ts`). */
export const layers = (looks: Looks): LayerSpecification[] => [
  fill("work-backdrop", ["all", areas, backdrop], false),
  fill("work-area", ["all", areas, ["!", backdrop]], true),
  line("work-edge", ["!", dashed]),
  line("work-dashes", dashed, [3, 2]),
  {
    id: "work-points", type: "symbol", source: SOURCE, filter: points,
    layout: ICONS as never,
    paint: { "icon-opacity": get("opacity") },
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
    paint: { "text-color": looks.colour("ink") },
  },
  {
    id: "work-turns", type: "symbol", source: SOURCE, filter: ["all", points, ["has", "turn"]],
    layout: {
      "text-field": ["get", "turn"], "text-font": medium, "text-size": 15, "text-anchor": "bottom-left", "text-offset": [0.45, -0.2],
      "text-allow-overlap": true, "text-ignore-placement": true,
    },
    paint: { "text-color": looks.colour("ink"), "text-halo-color": looks.colour("paper"), "text-halo-width": 2.5 },
  },
  {
    id: "work-names", type: "symbol", source: NAMES,
    layout: { "text-field": ["get", "name"], "text-font": medium, "text-size": 14, "text-max-width": 8 },
    paint: { "text-color": looks.colour("pine"), "text-halo-color": looks.colour("paper"), "text-halo-width": 2 },
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
    paint: { "text-color": looks.colour("plum") },
  },
];
