/**
 * Rows that are dragged by their `[data-drag]` to another place: the row's form is sent once, with the place in its
 * field `place`. Its buttons do the same step by step, also without this.
 */

/** So near to the edge of the window it scrolls, this much each frame. */
const EDGE = 80;
const STEP = 10;

interface Drag {
  row: HTMLTableRowElement;
  others: HTMLTableRowElement[];
  y: number;
  place: number;
}

let drag: Drag | null = null;

export function watchDrags(): void {
  show(document);
  document.addEventListener("htmx:load", ({ target }) => show(target as Element));
  document.addEventListener("pointerdown", begin);
  document.addEventListener("pointermove", ({ clientY }) => drag && move(drag, clientY));
  document.addEventListener("pointerup", () => end(true));
  document.addEventListener("pointercancel", () => end(false));
  document.addEventListener("keydown", ({ key }) => key === "Escape" && end(false));
}

/** The handles are for whoever has this script. */
function show(root: ParentNode): void {
  root.querySelectorAll<HTMLElement>("[data-drag]").forEach((handle) => (handle.hidden = false));
}

function begin(event: PointerEvent): void {
  const handle = event.button === 0 && event.target instanceof Element ? event.target.closest<HTMLElement>("[data-drag]") : null;
  const row = handle?.closest("tr");
  if (!handle || !row) return;
  event.preventDefault();
  handle.setPointerCapture(event.pointerId);
  const rows = [...row.parentElement!.children] as HTMLTableRowElement[];
  drag = { row, others: rows.filter((each) => each !== row), y: event.clientY, place: rows.indexOf(row) + 1 };
  row.dataset.dragged = "";
  requestAnimationFrame(scroll);
}

function move(drag: Drag, y: number): void {
  drag.y = y;
  const above = drag.others.filter((each) => middle(each) < y).length;
  drag.place = above + 1;
  const last = drag.others.length - 1;
  drag.others.forEach((each, at) => {
    if (at === above) each.dataset.drop = "before";
    else if (at === last && above > last) each.dataset.drop = "after";
    else delete each.dataset.drop;
  });
}

function middle(row: Element): number {
  const { top, height } = row.getBoundingClientRect();
  return top + height / 2;
}

function scroll(): void {
  if (!drag) return;
  const by = drag.y < EDGE ? -STEP : drag.y > innerHeight - EDGE ? STEP : 0;
  if (by) {
    scrollBy({ top: by, behavior: "instant" });
    move(drag, drag.y);
  }
  requestAnimationFrame(scroll);
}

function end(keep: boolean): void {
  if (!drag) return;
  const { row, others, place } = drag;
  drag = null;
  delete row.dataset.dragged;
  others.forEach((each) => delete each.dataset.drop);
  const form = row.querySelector<HTMLInputElement>("input[name=place]")?.form;
  const before = others.filter((each) => row.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_PRECEDING).length + 1;
  if (!keep || !form || place === before) return;
  form.querySelector<HTMLInputElement>("input[name=place]")!.value = String(place);
  form.requestSubmit();
}
