/**
 * Rows of a table and pins of the map that say the same `data-subject` are joined: what is pointed at or focused on one
 * side stands out on the other, and a pin leads to its row.
 */

import type { KokongMap } from "../map/map.ts";
import type { Work } from "../map/work.ts";

const subjectOf = (target: EventTarget | null): string | undefined =>
  target instanceof Element ? target.closest<HTMLElement>("[data-subject]")?.dataset.subject : undefined;

export function watchPins(board: HTMLElement | null): void {
  for (const kind of ["pointerover", "focusin"]) document.addEventListener(kind, ({ target }) => light(subjectOf(target) ?? subjectOf(document.activeElement)));
  board?.addEventListener("kk-map-open", (event) => lead(event as CustomEvent<Work>));
  board?.addEventListener("kk-map-shown", () => light(subjectOf(document.activeElement)));
  document.addEventListener("htmx:load", ({ target }) => {
    if ((target as Element).id === "doors") void (board as KokongMap | null)?.reload();
  });
}

function light(subject: string | undefined): void {
  for (const each of document.querySelectorAll<HTMLElement>("[data-subject]")) each.toggleAttribute("data-lit", each.dataset.subject === subject);
}

/** From a pin to its row, in place of a popup; what has no row opens as on every map. */
function lead(event: CustomEvent<Work>): void {
  const row = document.querySelector<HTMLElement>(`tr[data-subject="${event.detail.subject}"]`);
  if (!row) return;
  event.preventDefault();
  const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  row.querySelector<HTMLElement>("th a")?.focus({ preventScroll: true });
  row.scrollIntoView({ block: "center", behavior });
}
