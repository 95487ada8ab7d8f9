/** What travels between the phone and the server, and what the phone remembers of it. */

/** A list's key: a number for rounds of doors, as it always was, else its path below /field/ ("signs/3"). */
export type Key = number | string;

/** One list of subjects to walk to. */
export interface Round {
  id: Key;
  title: string;
  due: string;
  expires: string;
}

/** A list's state on the server at one moment; `version` is its ETag. Each kind adds its subjects. */
export interface State {
  version: string;
  /** Whose view of the round this is. */
  user: number;
  server_time: string;
  /** Of which kind of subject; doors where it isn't said. */
  kind?: string;
  /** For how many seconds it may be shown without another word from the server. */
  lease: number;
  round: Round;
}

/** A state as this phone keeps it: `taken` is the phone's own clock, for what to lay on top of it, and so is
 *  `ends`, when the round is over. */
export interface Snapshot extends State {
  taken: number;
  ends: number;
}

/** What the server is told; never changed once written. */
export interface Told {
  id: string;
  /** What is told: "visit", "undo", "checked". */
  kind: string;
  at: string;
  pass?: string;
  /** The subject's id under its kind's name, and what there is to say of it. */
  [more: string]: unknown;
}

/** An entry of the outbox, opened: what is told, by whom, and what became of it. */
export interface Entry {
  id: string;
  seq: number;
  user: number;
  /** Where the door is; 0 in entries from before this was written down. */
  municipality: number;
  name: string;
  round: Key;
  address: string;
  told: Told;
  /** For so many milliseconds after it was written it can be taken back, as nobody has heard of it. */
  grace?: number | undefined;
  status: "waiting" | "sent" | "refused" | "taken-back";
  /** The server's sentence, when it had something to say; shown until dismissed. */
  message: string;
  settled: number | null;
}

/** A record that may still be taken back. */
export const hesitating = ({ told, status, grace = 0 }: Entry, now: number): boolean =>
  status === "waiting" && now - Date.parse(told.at) < grace;

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
