/** What travels between the phone and the server, and what the phone remembers of it. */

export const OUTCOMES = [
  "talked", "card_left", "no_answer", "declined", "not_reachable", "no_such_address", "come_back",
] as const;
export type Outcome = (typeof OUTCOMES)[number];
/** The door needs no more visits; after the other outcomes somebody tries again. */
export const SETTLED: ReadonlySet<Outcome> = new Set(["talked", "card_left", "declined", "no_such_address"]);
/** Somebody stood at the door. A locked gate or an address that isn't there is no visit. */
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
  claimed_by: string | null;
  mine: boolean;
}

export interface Round {
  id: number;
  title: string;
  due: string;
  expires: string;
}

/** A round's state on the server at one moment; `version` is its ETag. */
export interface State {
  version: string;
  /** Whose view of the round this is. */
  user: number;
  server_time: string;
  /** For how many seconds it may be shown without another word from the server. */
  lease: number;
  round: Round;
  doors: Door[];
}

/** A state as this phone keeps it: `taken` is the phone's own clock, for what to lay on top of it, and so is
 *  `ends`, when the round is over. */
export interface Snapshot extends State {
  taken: number;
  ends: number;
}

export type Kind = "visit" | "undo" | "follow_up" | "claim" | "release";

/** What the server is told; never changed once written. */
export interface Told {
  id: string;
  kind: Kind;
  door: number;
  at: string;
  outcome?: Outcome;
  come_back_at?: string | null;
  follow_ups?: FollowUp[];
  undoes?: string;
  visit?: string;
  pass?: string;
}

/** An entry of the outbox, opened: what is told, by whom, and what became of it. */
export interface Entry {
  id: string;
  seq: number;
  user: number;
  /** Where the door is; 0 in entries from before this was written down. */
  municipality: number;
  name: string;
  round: number;
  address: string;
  told: Told;
  status: "waiting" | "sent" | "refused" | "taken-back";
  /** The server's sentence, when it had something to say; shown until dismissed. */
  message: string;
  settled: number | null;
}

/** So long a wish stays on the phone before it is sent: a second touch takes it back, as nobody has heard of it. */
export const GRACE = 5_000;

/** A wish that may still be taken back. */
export const hesitating = ({ told, status }: Entry, now: number): boolean =>
  status === "waiting" && told.kind === "follow_up" && now - Date.parse(told.at) < GRACE;

export type Draft = Omit<Entry, "seq" | "status" | "message" | "settled">;

export type Status = "stored" | "already" | "conflict" | "refused" | "later";

export interface Result {
  id: string;
  status: Status;
  message: string;
}

/** Who is signed in and where, the token that lets this phone post, and what opens this person's records. */
export interface Session {
  user: number;
  municipality: number;
  name: string;
  csrf: string;
  /** In Base64, the present one first. */
  keys: string[];
  /** Seconds for which the phone may show addresses after `heard`, the phone's own clock. */
  lease: number;
  heard: number;
}
