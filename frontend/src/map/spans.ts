/** When things were: whether they lie in a span of days, and how strongly they are drawn by their age. Pure. */

import type { Fade } from "./looks.ts";

/** Days since 1970 in the reader's time zone, both of them within. */
export interface Span {
  first: number;
  last: number;
}

/** What a feature says of its time, in seconds since 1970. Without any it is there always. */
export interface Timed {
  time?: number;
  ends?: number;
  lasting?: boolean;
}

const DAY = 86_400;

/** The day that a moment lies in, by the reader's clock. */
export function dayOf(seconds: number): number {
  const at = new Date(seconds * 1000);
  return Math.round(Date.UTC(at.getFullYear(), at.getMonth(), at.getDate()) / 1000 / DAY);
}

/** A day as a date whose UTC parts are its own. */
export const dateOf = (day: number): Date => new Date(day * DAY * 1000);

/** The days from the oldest thing to `today`; null where nothing has a time or all of it is of one day. */
export function spanOf(things: Timed[], today: number): Span | null {
  const days = things.flatMap(({ time, lasting }) => (time === undefined || lasting ? [] : [dayOf(time)]));
  if (!days.length) return null;
  const first = days.reduce((least, day) => Math.min(least, day));
  const last = days.reduce((most, day) => Math.max(most, day), today);
  return first < last ? { first, last } : null;
}

/** Whether something was there in a span. */
export function within({ time, ends, lasting }: Timed, span: Span | null): boolean {
  if (!span || time === undefined) return true;
  const until = lasting ? Infinity : dayOf(ends ?? time);
  return dayOf(time) <= span.last && until >= span.first;
}

/** Which step of the rule of ages something is at that is so many days old. */
export function stepAt(age: number, fading: Fade[]): number {
  const step = fading.findIndex(({ days }) => days === null || age <= days);
  return step < 0 ? fading.length - 1 : step;
}

/** Which step something is at on a day: by its end, if it has one. What has no time is at none. */
export function stepOf({ time, ends }: Timed, today: number, fading: Fade[]): number | undefined {
  if (time === undefined || !fading.length) return undefined;
  return stepAt(Math.max(0, today - dayOf(Math.min(ends ?? time, (today + 1) * DAY))), fading);
}

/** Those of some features that have a day and don't last: what the slider chooses among. */
export const dated = <T extends { properties: Timed }>(features: T[]): T[] =>
  features.filter(({ properties: { time, lasting } }) => time !== undefined && !lasting);

/** A day as an address writes it, `2026-11-29`. */
export const written = (day: number): string => dateOf(day).toISOString().slice(0, 10);

/** The days that an address names as first and last; null where it names none, or none that hold. */
export function spoken(first: string | null, last: string | null): Span | null {
  const [from, to] = [first, last].map((text) => (/^\d{4}-\d\d-\d\d$/.test(text ?? "") ? Math.round(Date.parse(`${text}T00:00:00Z`) / 1000 / DAY) : NaN));
  return from! <= to! ? { first: from!, last: to! } : null;
}

/** A span kept where it was chosen when what there is changes; null where that leaves nothing of it. */
export function kept(chosen: Span | null, whole: Span | null): Span | null {
  if (!chosen || !whole) return whole;
  const first = Math.max(chosen.first, whole.first);
  const last = Math.min(chosen.last, whole.last);
  return first <= last ? { first, last } : whole;
}
