/** A home that the list lacks: its address, beside which door, what happened there. Below the list. */

import { ICONS } from "./card.ts";
import { OUTCOMES, type Outcome, type Told } from "./model.ts";
import type { DoorView } from "./state.ts";
import { code, h, icon, say } from "../../field/page.ts";

/** What a visitor tells of it. */
export type Found = Pick<Told, "address" | "outcome" | "lon" | "lat">;

/** Whoever stands there has a time in mind only for a door that is in the list. */
const HAPPENED = OUTCOMES.filter((outcome) => outcome !== "come_back" && outcome !== "no_such_address");

export class FoundForm {
  private readonly place = document.querySelector<HTMLElement>("[data-found]");
  private readonly tell: (beside: DoorView, found: Found) => void;
  private open = false;
  private at: { lon: number; lat: number } | null = null;
  private drawn = "";

  constructor(tell: (beside: DoorView, found: Found) => void) {
    this.tell = tell;
  }

  /** `here`: where the visitor is; `waiting`: addresses that lie on this phone. */
  draw(doors: readonly DoorView[], here: number | null, waiting: readonly string[]): void {
    const key = JSON.stringify([this.open, doors.map(({ id }) => id), waiting]);
    if (!this.place || key === this.drawn) return; // what is typed stays
    this.drawn = key;
    this.place.replaceChildren(
      ...waiting.map((address) => h("p", { "data-found-waits": true }, say("found_waits", { address }))),
      ...(doors.length === 0 ? [] : this.open ? this.form(doors, here) : [
        h("button", { type: "button", class: "ds-button", "data-variant": "tertiary", "data-found-open": true, onclick: () => this.turn(true, doors, here, waiting) },
          icon("plus", "sm"), say("found"))]));
  }

  private turn(open: boolean, doors: readonly DoorView[], here: number | null, waiting: readonly string[]): void {
    this.open = open;
    this.at = null;
    this.draw(doors, here, waiting);
    this.place?.querySelector<HTMLElement>("input, button")?.focus();
  }

  private form(doors: readonly DoorView[], here: number | null): HTMLElement[] {
    const address = h("input", { class: "ds-input", id: "found-address", autocomplete: "off", maxlength: 200 });
    const beside = h("select", { class: "ds-input", id: "found-beside" },
      ...doors.map((door) => h("option", { value: door.id, selected: door.id === here }, door.address)));
    const placed = h("p", { role: "status" });
    const save = (outcome?: Outcome): void => {
      const text = address.value.trim();
      const door = doors.find(({ id }) => id === Number(beside.value));
      if (!/\p{L}.*\d/u.test(text) || !door) {
        address.setAttribute("aria-invalid", "true");
        placed.textContent = say("found_bad");
        return address.focus();
      }
      this.open = false;
      this.tell(door, { address: text, ...(outcome && { outcome }), ...this.at });
    };
    const choice = (outcome: Outcome | undefined, words: string, picture: SVGSVGElement): HTMLElement =>
      h("button", { type: "button", class: "kk-choice", "data-outcome": outcome ?? "none", onclick: () => save(outcome) }, picture, h("span", {}, words));
    return [h("div", { class: "kk-found", role: "group", "aria-label": say("found") },
      h("label", { class: "ds-label", for: address.id }, say("found_what")), address,
      h("label", { class: "ds-label", for: beside.id }, say("found_beside")), beside,
      h("button", { type: "button", class: "ds-button", "data-variant": "secondary", "data-found-place": true, onclick: () => this.locate(placed) }, say("found_place")),
      placed,
      h("p", { class: "kk-door__why" }, say("found_outcome")),
      h("div", { class: "kk-outcomes" },
        ...HAPPENED.map((outcome) => choice(outcome, code("outcomes", outcome), ICONS[outcome]())),
        choice(undefined, say("found_only"), icon("minus"))),
      h("button", { type: "button", class: "ds-button", "data-variant": "tertiary", onclick: () => this.turn(false, doors, here, []) }, say("cancel")))];
  }

  /** The place of the home, told with it; where the person is otherwise is neither kept nor sent. */
  private locate(placed: HTMLElement): void {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        this.at = { lon: coords.longitude, lat: coords.latitude };
        placed.textContent = say("found_placed");
      },
      () => (placed.textContent = say("found_no_place")),
      { enableHighAccuracy: true, timeout: 15_000 },
    );
  }
}
