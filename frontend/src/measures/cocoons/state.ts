/** What a round looks like when this phone's own entries are laid on top of what the server last said. Pure. */

import { unseen } from "../../field/entries.ts";
import type { Entry } from "../../field/model.ts";
import { behind, lastOf, type Homes } from "./homes.ts";
import { SETTLED, toldOf, VISITED, type Door, type FollowUp, type Snapshot, type Visit } from "./model.ts";

/** How a door stands for the visitor. `part`: of a block some homes were tried, others not. `again`: tried, and to be
 *  tried again. `closed`: not to be visited. */
export type Standing = "open" | "part" | "again" | "done" | "closed";

export interface DoorView extends Door {
  standing: Standing;
  /** What stands behind it, and how far that has come. */
  behind: Homes;
  /** The visit that counts: the first talk, otherwise the latest by the phone's clock. */
  visit: Visit | null;
  /** What others recorded at the same door, beside the visit that counts. */
  others: Visit[];
  /** Something about this door still waits on this phone. */
  waiting: boolean;
}

export interface Group {
  key: string;
  kind: "building" | "street";
  street: string;
  building: string;
  side: "odd" | "even" | "";
  doors: DoorView[];
  left: number;
}

export interface Counts {
  /** Homes in the ring: behind doors that exist and are to be visited. */
  eligible: number;
  visited: number;
  talked: number;
  /** Not tried yet. */
  open: number;
  /** Tried, and to be tried again. */
  again: number;
}

/** Every door of the round in walking order, own entries laid on top. */
export function project(snapshot: Snapshot, entries: readonly Entry[]): DoorView[] {
  const byDoor = new Map<number, Entry[]>();
  for (const entry of unseen(snapshot, entries)) {
    const { door, kind } = toldOf(entry);
    if (kind === "found") continue; // of another home, beside this one
    byDoor.set(door, [...(byDoor.get(door) ?? []), entry]);
  }
  return [...snapshot.doors]
    .sort((a, b) => a.order - b.order || a.id - b.id)
    .map((door) => view(door, byDoor.get(door.id) ?? []));
}

function view(door: Door, entries: readonly Entry[]): DoorView {
  const visits = entries.reduce(apply, door.visits);
  const homes = behind(door, visits, entries.map(toldOf));
  const visit = counting(visits);
  return {
    ...door,
    visits,
    behind: homes,
    visit,
    others: visits.filter((other) => other !== visit && other.by !== visit?.by),
    waiting: entries.some((entry) => entry.status === "waiting"),
    standing: standing(door, visit, homes),
  };
}

function apply(visits: Visit[], entry: Entry): Visit[] {
  const { name } = entry;
  const told = toldOf(entry);
  switch (told.kind) {
    case "visit":
      if (!told.outcome) return visits;
      return [
        ...visits.filter((visit) => visit.id !== told.id),
        {
          id: told.id, by: name, mine: true, outcome: told.outcome, at: told.at,
          come_back_at: told.come_back_at ?? null, follow_ups: told.follow_ups ?? [], homes: told.homes ?? 1,
        },
      ];
    case "undo":
      return visits.filter((visit) => visit.id !== told.undoes);
    case "follow_up":
      return visits.map((visit) =>
        visit.id === told.visit ? { ...visit, follow_ups: union(visit.follow_ups, told.follow_ups ?? []) } : visit,
      );
    default:
      return visits;
  }
}

const union = (a: FollowUp[], b: FollowUp[]): FollowUp[] => [...new Set([...a, ...b])];

/** As the server decides it (`rules.counting`): a colleague who rings in vain later takes no talk away. */
function counting(visits: readonly Visit[]): Visit | null {
  const inTime = [...visits].sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || (a.id < b.id ? -1 : 1));
  return inTime.find((visit) => visit.outcome === "talked") ?? inTime.at(-1) ?? null;
}

function standing(door: Door, visit: Visit | null, homes: Homes): Standing {
  if (visit && homes.all > 1 && visit.outcome !== "no_such_address") {
    if (homes.finished || homes.done >= homes.all) return "done";
    return homes.tried < homes.all ? "part" : "again";
  }
  if (visit) return SETTLED.has(visit.outcome) ? "done" : "again";
  return door.state === "open" ? "open" : "closed";
}

/** Something is left to do there. */
export const waits = ({ standing }: DoorView): boolean => standing === "open" || standing === "part" || standing === "again";

/** At how many homes. */
const left = (door: DoorView): number => (waits(door) ? Math.max(1, door.behind.all - door.behind.done) : 0);

/** A door worth walking to now: untried and free, or its time to come back has come. */
export function ready(door: DoorView, now: number): boolean {
  if (door.claimed_by !== null && !door.mine) return false;
  if (door.standing === "again") return Date.parse(door.visit?.come_back_at ?? "") <= now;
  return door.standing === "open" || door.standing === "part";
}

/** What the visitor may take back at a door: their own latest visit, also where a colleague's counts. */
export const ownVisit = (door: DoorView): Visit | undefined =>
  door.behind.all > 1 ? lastOf(door.visits.filter((visit) => visit.mine)) : door.visit?.mine ? door.visit : door.others.filter((visit) => visit.mine).at(-1);

/** The next door after `from` in walking order, going round to the start; null when none is ready. */
export function next(doors: readonly DoorView[], from: number | null, now: number): DoorView | null {
  const at = doors.findIndex((door) => door.id === from);
  const onward = [...doors.slice(at + 1), ...doors.slice(0, at + 1)];
  return onward.find((door) => door.id !== from && ready(door, now)) ?? null;
}

/** Doors under their building, or under their side of the street. The walking order, which is that of the desk
 *  and of the paper, is kept to the letter: a side that one comes back to has its heading again. */
export function group(doors: readonly DoorView[]): Group[] {
  const groups: Group[] = [];
  for (const door of doors) {
    const home = place(door);
    let last = groups.at(-1);
    if (!last?.key.startsWith(`${home.key} `)) {
      last = { ...home, key: `${home.key} ${groups.length}`, doors: [], left: 0 };
      groups.push(last);
    }
    last.doors.push(door);
    last.left += left(door);
  }
  return groups;
}

/** The doors in the order in which the list shows them. */
export const inOrder = (groups: readonly Group[]): DoorView[] => groups.flatMap((one) => one.doors);

function place(door: DoorView): Pick<Group, "key" | "kind" | "street" | "building" | "side"> {
  const { street, building } = door;
  if (door.unit) return { key: `building ${building}`, kind: "building", street, building, side: "" };
  const number = Number.parseInt(door.number, 10);
  const side = Number.isNaN(number) ? "" : number % 2 ? "odd" : "even";
  return { key: `street ${street} ${side}`, kind: "street", street, building: "", side };
}

/** What the ring and the line beside it show, as the server reckons it (`counting.py`). */
export function counts(doors: readonly DoorView[]): Counts {
  const counted = doors.filter((door) => door.standing !== "closed" && door.visit?.outcome !== "no_such_address");
  const sum = (homes: (door: DoorView) => number): number => counted.reduce((total, door) => total + homes(door), 0);
  const least = (door: DoorView, homes: number): number => Math.max(1, Math.min(door.behind.all, homes));
  const visited = (door: DoorView): number => (door.standing === "done" ? door.behind.all : least(door, door.behind.done));
  return {
    eligible: sum(({ behind: { all } }) => all),
    visited: sum((door) => (door.visit && VISITED.has(door.visit.outcome) ? visited(door) : 0)),
    talked: sum((door) => (door.visit?.outcome === "talked" ? least(door, door.behind.talked) : 0)),
    open: sum((door) => (door.standing === "open" || door.standing === "part" ? left(door) : 0)),
    again: sum((door) => (door.standing === "again" ? left(door) : 0)),
  };
}
