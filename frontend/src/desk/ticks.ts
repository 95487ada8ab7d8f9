/** What people have ticked, and where they are, stays while the doors are fetched anew. */

import { say } from "../words.ts";

const boxes = (): HTMLInputElement[] => [...document.querySelectorAll<HTMLInputElement>("#doors input[name=doors]")];
const ticked = new Set<string>();
let told = "";

export function watchTicks(): void {
  document.addEventListener("change", ({ target }) => target instanceof HTMLInputElement && target.name === "doors" && heed());
  document.addEventListener("htmx:oobBeforeSwap", wait);
  document.addEventListener("htmx:load", ({ target }) => (target as Element).id === "doors" && restore());
  document.addEventListener("htmx:afterSettle", stay);
  document.addEventListener("htmx:beforeRequest", ({ target }) => (pressed = (target as Element).contains(document.activeElement) ? document.activeElement!.id : ""));
  heed();
}

function heed(): void {
  ticked.clear();
  for (const { value, checked } of boxes()) if (checked) ticked.add(value);
  const place = document.querySelector<HTMLElement>("[data-ticked]");
  if (!place) return;
  told ||= place.textContent ?? "";
  place.textContent = ticked.size === 0 ? told : say(ticked.size === 1 ? "roundOfOne" : "roundOf", { n: ticked.size });
}

function restore(): void {
  for (const box of boxes()) box.checked = ticked.has(box.value);
  heed();
}

/** What comes by itself waits while somebody is at work in the table. */
function wait(event: Event): void {
  const doors = document.getElementById("doors");
  const { target, fragment } = (event as CustomEvent<{ target: Element; fragment: Node; shouldSwap: boolean }>).detail;
  if (!doors || target !== doors || !fragment) return;
  if (doors.contains(document.activeElement) || doors.querySelector("details[open], [data-dragged]")) (event as CustomEvent).detail.shouldSwap = false;
}

let pressed = "";

/** A button that has become useless, as "up" at the top, hands the focus to its neighbour. */
function stay(): void {
  const button = pressed ? document.getElementById(pressed) : null;
  pressed = "";
  if (!(button instanceof HTMLButtonElement) || document.activeElement === button) return;
  const other = button.disabled ? button.form?.querySelector<HTMLButtonElement>("button:not([disabled])") : button;
  other?.focus();
}
