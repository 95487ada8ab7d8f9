/** The homes behind a door: how many, and how far that has come. A house is a block of one. Pure. */

import { HOME_DONE, type Door, type Told, type Visit } from "./model.ts";

export interface Homes {
  all: number;
  /** Nobody has counted or told them: a guess by the building. */
  about: boolean;
  talked: number;
  /** Where nothing is left to do: talked to, left a card, or declined. */
  done: number;
  /** Where somebody was, whatever came of it. */
  tried: number;
  /** A visitor said that nothing is left to do. */
  finished: boolean;
}

/** What a door has behind it by its visits that stand, with what this phone told of it last laid on top. */
export function behind(door: Door, visits: readonly Visit[], told: readonly Told[]): Homes {
  const count = later(told, "count", door.counted_at);
  const end = later(told, "finish", door.finished_at);
  const all = Math.max(1, count?.homes ?? door.homes ?? 1);
  const sum = (test: (visit: Visit) => boolean): number =>
    Math.min(all, visits.filter(test).reduce((total, { homes = 1 }) => total + homes, 0));
  return {
    all,
    about: !count && door.homes_by === "estimated",
    talked: sum(({ outcome }) => outcome === "talked"),
    done: sum(({ outcome }) => HOME_DONE.has(outcome)),
    tried: sum(() => true),
    finished: end ? end.finished !== false : door.finished === true,
  };
}

/** The last that this phone told of a kind, unless the server heard a later word. */
function later(told: readonly Told[], kind: Told["kind"], known: string | null | undefined): Told | undefined {
  const last = told.filter((one) => one.kind === kind).at(-1);
  return last && !(known && Date.parse(known) > Date.parse(last.at)) ? last : undefined;
}

/** The latest of some visits by the clock of whoever was there. */
export const lastOf = (visits: readonly Visit[]): Visit | undefined =>
  [...visits].sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || (a.id < b.id ? -1 : 1)).at(-1);
