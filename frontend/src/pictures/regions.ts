/** Rectangles of a picture in parts of its width and height. Pure. */

export interface Spot {
  x: number;
  y: number;
}

/** x, y, width, height. */
export type Region = readonly [number, number, number, number];

/** A shorter side was a touch by mistake. */
const LEAST = 0.005;

const inside = (part: number): number => Math.min(Math.max(part, 0), 1);
const tidy = (part: number): number => Math.round(part * 10_000) / 10_000;

/** From corner to corner, whichever way it was drawn; null for a touch that drew nothing. */
export function between(one: Spot, other: Spot): Region | null {
  const [left, right] = [inside(Math.min(one.x, other.x)), inside(Math.max(one.x, other.x))];
  const [top, bottom] = [inside(Math.min(one.y, other.y)), inside(Math.max(one.y, other.y))];
  if (!(right - left >= LEAST && bottom - top >= LEAST)) return null;
  return [tidy(left), tidy(top), tidy(right - left), tidy(bottom - top)];
}

/** What four fields say in percent; null where they make no rectangle. */
export function typed(values: readonly string[]): Region | null {
  const [x, y, width, height] = values.map((value) => Number(value.trim().replace(",", ".")) / 100) as [number, number, number, number];
  return between({ x, y }, { x: x + width, y: y + height });
}

/** What a hidden field holds; nothing where it holds nothing of ours. */
export function parse(text: string): Region[] {
  try {
    const found: unknown = JSON.parse(text || "[]");
    return Array.isArray(found) ? found.filter(isRegion) : [];
  } catch {
    return [];
  }
}

const isRegion = (value: unknown): value is Region =>
  Array.isArray(value) && value.length === 4 && value.every((part) => typeof part === "number" && Number.isFinite(part));
