/** What was found on a walk with the phone's own records laid on top, and what lies near a place. Pure. */

import { unseen } from "../../field/entries.ts";
import type { Entry, Snapshot } from "../../field/model.ts";

/** Two findings nearer than this may be one; as `rules.NEAR_M` on the server. */
export const NEAR_M = 25;

/** A finding; `id` is 0 for one that lies on this phone alone. */
export interface Found {
  id: number;
  number: number;
  own: boolean;
  walk: string;
  category: string;
  feels: string;
  lon: number;
  lat: number;
  state: string;
  waiting?: boolean;
}

export interface Stop {
  name: string;
  lon: number;
  lat: number;
}

export interface Walk {
  id: number;
  place: string;
  lon: number;
  lat: number;
  meets: string;
  /** How far it is, in words. */
  way: string;
  stops: Stop[];
  found: Found[];
  pass: string;
}

export interface Walks {
  subjects: Walk[];
}

/** The findings as they stand with what this phone knows and the server doesn't yet. */
export function project(snapshot: Snapshot & Walks, entries: readonly Entry[]): Found[] {
  const [walk] = snapshot.subjects;
  if (!walk) return [];
  const mine = unseen(snapshot, entries).filter(({ told }) => told.kind === "found" && told.safety_walk === walk.id);
  return [...walk.found, ...mine.map((entry, index) => own(entry, walk, index))];
}

function own({ told, status }: Entry, walk: Walk, index: number): Found {
  const number = walk.found.filter((each) => each.own).length + index + 1;
  return {
    id: 0, number, own: true, walk: walk.place, category: String(told.category), feels: String(told.feels),
    lon: Number(told.lon), lat: Number(told.lat), state: "", waiting: status === "waiting",
  };
}

/** Metres between two places in degrees, as the crow flies. */
export function metres(a: { lon: number; lat: number }, b: { lon: number; lat: number }): number {
  const rad = Math.PI / 180;
  const [dlat, dlon] = [(b.lat - a.lat) * rad, (b.lon - a.lon) * rad];
  const half = Math.sin(dlat / 2) ** 2 + Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.sin(dlon / 2) ** 2;
  return 2 * 6_371_008.8 * Math.asin(Math.min(1, Math.sqrt(half)));
}

/** What was found near a place, the nearest first, with the metres. */
export const near = (place: { lon: number; lat: number }, found: readonly Found[]): [number, Found][] =>
  found.map((each): [number, Found] => [metres(place, each), each])
    .filter(([away]) => away <= NEAR_M).sort(([a], [b]) => a - b);
