/** An outline as text and as polygons that can be drawn. */

import type { Polygon, Position } from "geojson";

/** Decimals of a degree that are kept: a centimetre. */
const DECIMALS = 7;
const NEAR = 10 ** DECIMALS;

const rounded = (value: unknown): number => Math.round(Number(value) * NEAR) / NEAR;

/** The polygons of a GeoJSON text; none where it says something else. Holes can't be drawn, and give none either. */
export function partsOf(text: string): Polygon[] {
  try {
    const parts = polygons(JSON.parse(text) as Told);
    return parts.every(({ coordinates }) => coordinates.length === 1 && sound(coordinates[0]!)) ? parts : [];
  } catch {
    return [];
  }
}

interface Told {
  type?: string;
  features?: Told[];
  geometry?: Told;
  coordinates?: unknown;
}

function polygons(told: Told): Polygon[] {
  if (told.type === "FeatureCollection") return (told.features ?? []).flatMap(polygons);
  if (told.type === "Feature") return told.geometry ? polygons(told.geometry) : [];
  if (told.type === "Polygon") return [polygon(told.coordinates as Position[][])];
  if (told.type === "MultiPolygon") return (told.coordinates as Position[][][]).map(polygon);
  return [];
}

const polygon = (rings: Position[][]): Polygon => ({
  type: "Polygon",
  coordinates: rings.map((ring) => ring.map(([x, y]) => [rounded(x), rounded(y)])),
});

const sound = (ring: Position[]): boolean =>
  ring.length >= 4 && ring.every(([x = NaN, y = NaN]) => Math.abs(x) <= 180 && Math.abs(y) <= 90);

/** Polygons as a GeoJSON text; empty for none. */
export function outlineOf(parts: Polygon[]): string {
  if (!parts.length) return "";
  return JSON.stringify({ type: "MultiPolygon", coordinates: parts.map(({ coordinates }) => polygon(coordinates).coordinates) });
}
