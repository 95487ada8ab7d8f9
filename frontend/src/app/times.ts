/** Keeps `<time data-relative>` true while a page stays open. */

import { language, say } from "../words.ts";

const MINUTE = 60_000;

/** "3 hours ago" or "in 2 days" for `then` seen from `now` (both in milliseconds). */
export function relative(then: number, now: number, lang: string): string {
  const minutes = Math.trunc((then - now) / MINUTE);
  if (minutes === 0) return say("justNow");
  const format = new Intl.RelativeTimeFormat(lang, { numeric: "always" });
  if (Math.abs(minutes) < 60) return format.format(minutes, "minute");
  if (Math.abs(minutes) < 48 * 60) return format.format(Math.trunc(minutes / 60), "hour");
  return format.format(Math.trunc(minutes / (24 * 60)), "day");
}

export function watchTimes(): void {
  refresh(document);
  setInterval(() => refresh(document), MINUTE / 2);
  document.addEventListener("htmx:load", (event) => refresh(event.target as Element));
}

function refresh(root: ParentNode): void {
  root.querySelectorAll<HTMLTimeElement>("time[data-relative]").forEach((time) => {
    const then = Date.parse(time.dateTime);
    if (!Number.isNaN(then)) time.textContent = relative(then, Date.now(), language());
  });
}
