/** The kinds of subject that this phone knows; each measure brings its own. */

import type { Keeper } from "./keeper.ts";
import type { Line } from "./line.ts";
import type { Entry, Snapshot, State, Told } from "./model.ts";
import type { Place } from "./tiles.ts";

/** How far a list has come. */
export interface Summary {
  /** How many subjects the phone holds of it. */
  held: number;
  /** What is left, in words. */
  left: string;
  /** What the ring shows. */
  total: number;
  tried: number;
  done: number;
}

export interface Kind {
  /** The subject's name on the wire: `{"door": 12}`. */
  name: string;
  /** Open the page of one list (see `list.ts`). */
  open(keeper: Keeper, line: Line, state: State): Promise<unknown>;
  /** A list with this phone's own entries on top. */
  summary(snapshot: Snapshot, entries: readonly Entry[]): Summary;
  /** Where the subjects lie, the first to walk to first: the map around them is kept. */
  places(snapshot: Snapshot): Place[];
  /** "Saved on this phone 14:02, 9 doors". */
  saved(n: number, time: string): string;
  /** A record in few words, "" where there is nothing to add to what it is about. */
  said(told: Told): string;
}

const known = new Map<string, Kind>();

export function use(kinds: readonly Kind[]): void {
  for (const kind of kinds) known.set(kind.name, kind);
}

/** Of which kind a list is. What phones kept before lists said so is of doors. */
export const kindOf = ({ kind = "door" }: { kind?: string }): Kind | undefined => known.get(kind);

/** What a record is about. */
export const kindTold = (told: Told): Kind | undefined => [...known.values()].find(({ name }) => name in told);
