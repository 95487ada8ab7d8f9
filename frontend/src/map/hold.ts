/**
 * A map that fills a window stays on its ground: it can't be drawn or shrunk so far that it shows what lies beyond,
 * whatever the window's width. What there is to see goes before: where it wouldn't all be seen so, the map lets go.
 */

import type { Bounds } from "./work.ts";

/** Side of the world at zoom 0, in pixels. */
const WORLD = 512;

const across = (lon: number): number => (lon + 180) / 360;
const down = (lat: number): number => 0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI);

/** The zoom from which on a box covers a frame of so many pixels. */
export function coverZoom([west, south, east, north]: Bounds, width: number, height: number): number {
  const sides = [width / (across(east) - across(west)), height / (down(south) - down(north))];
  return Math.log2(Math.max(...sides) / WORLD);
}

/** Whether a box lies in another one. */
export const within = (inner: Bounds, outer: Bounds): boolean =>
  inner[0] >= outer[0] && inner[1] >= outer[1] && inner[2] <= outer[2] && inner[3] <= outer[3];

/** What is left out at each side of a ground: its box is a little turned against the map, and has empty corners. */
const RIM = 0.025;

/** A box without its rim. */
export function inner([west, south, east, north]: Bounds): Bounds {
  const [aside, up] = [(east - west) * RIM, (north - south) * RIM];
  return [west + aside, south + up, east - aside, north - up];
}

/** Whether a frame can stay on the ground, since `all` that there is to see fits into it so at the zoom `whole`. */
export function holds(frame: { width: number; height: number }, ground: Bounds, all: Bounds | null, whole: number): boolean {
  return !all || (within(all, ground) && whole >= coverZoom(ground, frame.width, frame.height));
}
