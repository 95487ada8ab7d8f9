/** What is told of doors, and how the server tells of them. */

import type { Round, Snapshot as AnySnapshot, State as AnyState, Told as AnyTold } from "../../field/model.ts";

export const OUTCOMES = [
  "talked", "card_left", "no_answer", "declined", "not_reachable", "no_such_address", "come_back",
] as const;
export type Outcome = (typeof OUTCOMES)[number];
/** The door needs no more visits; after the other outcomes somebody tries again. */
export const SETTLED: ReadonlySet<Outcome> = new Set(["talked", "card_left", "declined", "no_such_address"]);
/** At one home of a block nothing is left to do; that there is no such address is said of all of it. */
export const HOME_DONE: ReadonlySet<Outcome> = new Set(["talked", "card_left", "declined"]);
/** Somebody stood at the door. A locked gate or an address that isn't there is no visit. */
/** The one sign and colour of an outcome, on every map, list and phone. */
export const LOOKS: Record<Outcome, string> = {
  talked: "talked", card_left: "visited", no_answer: "come_back", declined: "declined",
  not_reachable: "declined", no_such_address: "declined", come_back: "come_back",
};
export const VISITED: ReadonlySet<Outcome> = new Set(["talked", "card_left", "no_answer", "declined", "come_back"]);

export const FOLLOW_UPS = ["watch_group", "kit", "home_check", "sign"] as const;
export type FollowUp = (typeof FOLLOW_UPS)[number];

/** One recorded visit as the server knows it. Its id is the id of the phone's event. */
export interface Visit {
  id: string;
  by: string;
  mine: boolean;
  outcome: Outcome;
  at: string;
  come_back_at: string | null;
  follow_ups: FollowUp[];
  /** At how many of a block's homes; one where it isn't said. */
  homes?: number;
}

export type DoorState = "open" | "done" | "dropped" | "do_not_visit" | "shared";

/** A door as the server knows it. `visits` holds every visit that has not been undone, earliest first. */
export interface Door {
  id: number;
  dwelling_id: number;
  address: string;
  street: string;
  number: string;
  unit: string;
  building: string;
  /** Proof that the door was this person's; goes back with every record. */
  pass: string;
  order: number;
  /** Its number in the walking order of the whole cocoon: the same on the desk, the map and the paper. */
  walk: number | null;
  reason: string;
  lat: number;
  lon: number;
  state: DoorState;
  visits: Visit[];
  /** How many homes stand behind it; one where it isn't said. */
  homes?: number;
  /** How that is known: "told", "estimated", "counted", or "". */
  homes_by?: string;
  /** Whoever stands there may count them. */
  countable?: boolean;
  counted_at?: string | null;
  /** A visitor has said that nothing is left to do at the block. */
  finished?: boolean;
  finished_at?: string | null;
  claimed_by: string | null;
  mine: boolean;
}

/** A round's state on the server. */
export interface State extends AnyState {
  round: Round;
  doors: Door[];
}

export type Snapshot = AnySnapshot & State;

/** What the server is told of a door; never changed once written. */
export interface Told extends AnyTold {
  kind: "visit" | "undo" | "follow_up" | "claim" | "release" | "count" | "finish" | "found";
  door: number;
  outcome?: Outcome;
  come_back_at?: string | null;
  follow_ups?: FollowUp[];
  undoes?: string;
  visit?: string;
  /** Of a visit, at how many homes it happened; of a count, how many there are. */
  homes?: number;
  finished?: boolean;
  /** Of a home that the register lacks, told beside the door: its address and, where the visitor gave it, its place. */
  address?: string;
  lon?: number;
  lat?: number;
}

/** So many letter boxes may be counted behind one door, as the server has it. */
export const MOST_COUNTED = 500;

/** A home's address as a visitor gives it, word for word what the server asks (`places.rules.FOUND_ADDRESS`). */
export const FOUND_ADDRESS = [
  String.raw`(?<street>(?:[^0-9,;]|[0-9]{1,2}:[ae](?= )){2,120}?)[ ,]+`,
  String.raw`(?<number>[0-9]{1,4}(?: ?[A-ZÅÄÖ])?(?: ?[-–] ?(?:[0-9]{1,4}(?: ?[A-ZÅÄÖ])?|[A-ZÅÄÖ]))?)`,
  String.raw`(?:[ ,]+(?:uppgång|uppg|trapphus)\.? ?(?<stairwell>[A-ZÅÄÖ]|[0-9]{1,2}))?`,
  String.raw`(?:[ ,]+(?:lgh|apt)\.? ?(?<unit>[0-9]{1,5}))?`,
].join("");

const ADDRESS = new RegExp(`^(?:${FOUND_ADDRESS})$`, "iu");

/** Whether what a visitor typed can be the address of a home. Whether its street may be one, the server says. */
export const isAddress = (text: string): boolean => ADDRESS.test(text.trim().split(/\s+/u).join(" "));

/** So long a wish stays on the phone before it is sent: a second touch takes it back, as nobody has heard of it. */
export const GRACE = 5_000;

/** What an entry tells, where it is about a door. */
export const toldOf = ({ told }: { told: AnyTold }): Told => told as Told;
