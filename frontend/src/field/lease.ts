/** How long a phone shows addresses. Pure: clocks are handed in, and only spans of time cross between them. */

/** What is kept of a round beside its sealed contents. Moments are the phone's own; `lease` is in seconds. */
export interface Kept {
  /** When the round is over, by its cocoon's clock. */
  ends: number;
  /** When the server last said that it is this person's. */
  taken: number;
  lease: number;
}

/** A clock that was set back by more than this is not believed. */
const SLACK = 5 * 60_000;

/** When a round is over by the phone's clock, however wrong that is: `taken` is the moment at which it was asked for. */
export const ends = (round: { expires: string }, serverTime: string, taken: number): number =>
  taken + Date.parse(round.expires) - Date.parse(serverTime);

/** Whether nothing has been heard for longer than the lease; `heard` is when something was. */
export const lapsed = (heard: number, lease: number, now: number): boolean => now >= heard + lease * 1000;

/** Whether the clock was set back to before the last word from the server. */
export const setBack = (heard: number, now: number): boolean => now < heard - SLACK;

/** Whether a round is to leave the phone. */
export const over = ({ ends, taken, lease }: Kept, now: number): boolean => now >= ends || lapsed(taken, lease, now);
