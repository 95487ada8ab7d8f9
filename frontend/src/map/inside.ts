/** What lies in an outline that was drawn on the map. Pure. */

import type { Position } from "geojson";
import type { Bounds, WorkFeature } from "./work.ts";

/** Whether a place lies in a ring: by how often a line from it to the east crosses the ring. */
export function holds(ring: Position[], [x = 0, y = 0]: Position): boolean {
  let inside = false;
  for (let at = 0, before = ring.length - 1; at < ring.length; before = at++) {
    const [ax = 0, ay = 0] = ring[at]!;
    const [bx = 0, by = 0] = ring[before]!;
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

/** The points and areas in a ring that say what they are; an area by the place that its name is written at. */
export function chosen(features: readonly WorkFeature[], ring: Position[]): WorkFeature[] {
  return features.filter(({ geometry, properties }) => {
    const at = geometry.type === "Point" ? geometry.coordinates : properties.at;
    return properties.label && at && holds(ring, at);
  });
}

/** A box as a ring. */
export const ringOf = ([west, south, east, north]: Bounds): Position[] =>
  [[west, south], [east, south], [east, north], [west, north], [west, south]];
