/** What lies at the thumb: the last record with its undo and wishes, else the way to the next door. */

import { wishes, type Deeds } from "./card.ts";
import type { Told } from "./model.ts";
import { code, h, icon, say } from "../../field/page.ts";
import type { DoorView } from "./state.ts";

const SHOWN = 8_000;

/** What was just recorded, for as long as the sheet shows it. */
export interface Saved {
  door: number;
  told: Told;
}

export class Sheet {
  saved: Saved | null = null;
  private timer = 0;
  private readonly changed: () => void;
  private readonly bar: HTMLElement | null;

  constructor(changed: () => void) {
    this.changed = changed;
    this.bar = document.querySelector<HTMLElement>("[data-sheet]");
  }

  /** Show a record; one with wishes stays until something else is done, any other for eight seconds. */
  show(saved: Saved | null): void {
    clearTimeout(this.timer);
    this.saved = saved;
    if (saved && saved.told.outcome !== "talked") this.timer = window.setTimeout(() => this.hide(), SHOWN);
  }

  hide(): void {
    // Nothing goes away under a finger or a keyboard's focus.
    if (this.bar?.contains(document.activeElement) && document.activeElement?.matches(":focus-visible")) {
      this.timer = window.setTimeout(() => this.hide(), SHOWN);
      return;
    }
    this.show(null);
    this.changed();
  }

  draw(door: DoorView | null, next: DoorView | null, rest: string, deeds: Deeds, go: (door: DoorView) => void): void {
    if (!this.bar) return;
    const parts = this.saved && door ? this.record(door, deeds) : this.onward(next, rest, go);
    const focus = this.bar.contains(document.activeElement) ? (document.activeElement as HTMLElement).dataset.focus : undefined;
    const key = parts.map((part) => part.outerHTML).join();
    if (this.bar.dataset.key === key) return;
    this.bar.dataset.key = key;
    this.bar.replaceChildren(...parts);
    if (focus) this.bar.querySelector<HTMLElement>(`[data-focus="${focus}"]`)?.focus();
  }

  private record(door: DoorView, deeds: Deeds): HTMLElement[] {
    const outcome = this.saved?.told.outcome;
    const homes = this.saved?.told.homes ?? 1;
    const words = `${door.address}: ${outcome ? code("outcomes", outcome) : ""}${homes > 1 ? `, ${say("homes", { n: homes })}` : ""}`;
    const talked = outcome === "talked" && door.visits.some(({ id }) => id === this.saved?.told.id);
    return [
      h("div", { class: "kk-sheet" },
        h("div", { class: "kk-sheet__words" },
          h("p", {}, icon("checkmark", "sm"), h("span", {}, words)),
          h("button", { type: "button", class: "ds-button", "data-variant": "secondary", "data-focus": "sheet-undo", onclick: () => deeds.undo(door) },
            icon("arrow-undo", "sm"), say("undo")),
          talked ? h("button", { type: "button", class: "ds-button", "data-variant": "tertiary", "data-icon": true, "aria-label": say("close"), "data-focus": "sheet-close", onclick: () => this.hide() }, icon("x-mark", "sm")) : null),
        talked ? wishes(door, deeds) : null),
    ];
  }

  private onward(next: DoorView | null, rest: string, go: (door: DoorView) => void): HTMLElement[] {
    if (next) {
      return [h("button", { type: "button", class: "ds-button", "data-focus": "next", "data-next": next.id, onclick: () => go(next) },
        h("span", {}, say("next_door", { address: next.address })))];
    }
    return rest ? [h("p", { class: "kk-sheet__rest" }, rest)] : [];
  }
}
