/** The condition round with the phone's own records laid on top. Pure. */

import { unseen } from "../../field/entries.ts";
import type { Entry, Snapshot } from "../../field/model.ts";

export const CONDITIONS = ["good", "dirty", "crooked", "faded", "damaged", "missing"] as const;
export type Condition = (typeof CONDITIONS)[number];

/** A sign to look at: what was seen this week, "" for nothing, and the time before. */
export interface Sign {
  id: number;
  place: string;
  lon: number;
  lat: number;
  what: string;
  seen: Condition | "";
  before: Condition | "";
  /** A home beside it wants nobody to knock. */
  quiet?: boolean;
  pass: string;
  /** This phone's record of it has not been sent yet. */
  waiting?: boolean;
}

export interface Signs {
  subjects: Sign[];
}

/** The signs as they stand with what this phone knows and the server doesn't yet; the last look counts. */
export function project(snapshot: Snapshot & Signs, entries: readonly Entry[]): Sign[] {
  const own = new Map(unseen(snapshot, entries).map((entry) => [entry.told.sign as number, entry]));
  return snapshot.subjects.map((sign) => {
    const entry = own.get(sign.id);
    return entry ? { ...sign, seen: entry.told.condition as Condition, waiting: entry.status === "waiting" } : sign;
  });
}

export const counts = (signs: readonly Sign[]): { total: number; done: number } =>
  ({ total: signs.length, done: signs.filter(({ seen }) => seen).length });
