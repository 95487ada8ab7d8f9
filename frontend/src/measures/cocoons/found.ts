/** A home that the list lacks: its address, beside which door, what happened there. Below the list. */

import { ICONS } from "./card.ts";
import { isAddress, OUTCOMES, type Outcome, type Told } from "./model.ts";
import type { DoorView } from "./state.ts";
import { code, h, icon, say } from "../../field/page.ts";

/** What a visitor tells of it. */
export type Found = Pick<Told, "address" | "outcome" | "lon" | "lat">;

/** Keeps what was told on this phone; whether it could. */
export type Tell = (beside: DoorView, found: Found) => Promise<boolean>;

/** Whoever stands there has a time in mind only for a door that is in the list. */
const HAPPENED = OUTCOMES.filter((outcome) => outcome !== "come_back" && outcome !== "no_such_address");

/** The place below the list: the way to the form, or the form, and what was found and not sent yet. */
export class FoundHomes {
  private readonly place = document.querySelector<HTMLElement>("[data-found]");
  private readonly tell: Tell;
  private form: Form | null = null;
  private notes: HTMLElement[] = [];
  private drawn = "";
  private doors: readonly DoorView[] = [];
  private here: number | null = null;

  constructor(tell: Tell) {
    this.tell = tell;
  }

  /** `here`: the door where the visitor is; `waiting`: addresses that lie on this phone. */
  draw(doors: readonly DoorView[], here: number | null, waiting: readonly string[]): void {
    [this.doors, this.here] = [doors, here];
    const key = JSON.stringify([doors.map(({ id }) => id), waiting]);
    if (!this.place || key === this.drawn) return;
    this.drawn = key;
    for (const note of this.notes) note.remove();
    this.notes = waiting.map((address) => h("p", { "data-found-waits": true }, say("found_waits", { address })));
    this.place.prepend(...this.notes);
    if (this.form && doors.length) this.form.offer(doors); // what is typed stays
    else this.turn(null);
  }

  private readonly begin = (): void => {
    const done = (): void => {
      this.turn(null);
      this.place?.querySelector<HTMLElement>("button")?.focus();
    };
    this.turn(new Form(this.tell, this.doors, this.here, done));
    this.form?.first.focus();
  };

  private turn(form: Form | null): void {
    this.form = form;
    const way = h("button", { type: "button", class: "ds-button", "data-variant": "tertiary", "data-found-open": true, onclick: this.begin }, icon("plus", "sm"), say("found"));
    this.place?.replaceChildren(...this.notes, ...(form ? [form.element] : this.doors.length ? [way] : []));
  }
}

class Form {
  readonly element: HTMLElement;
  readonly first = h("input", { class: "ds-input", id: "found-address", autocomplete: "off", maxlength: 200 });
  private readonly beside = h("select", { class: "ds-input", id: "found-beside" });
  private readonly said = h("p", { role: "status" });
  private readonly tell: Tell;
  private readonly done: () => void;
  private doors: readonly DoorView[] = [];
  private at: { lon: number; lat: number } | null = null;
  /** It was told: a second touch is the same touch. */
  private told = false;

  constructor(tell: Tell, doors: readonly DoorView[], here: number | null, done: () => void) {
    [this.tell, this.done] = [tell, done];
    this.offer(doors, here);
    this.element = h("div", { class: "kk-found", role: "group", "aria-label": say("found") },
      h("label", { class: "ds-label", for: this.first.id }, say("found_what")), this.first,
      h("label", { class: "ds-label", for: this.beside.id }, say("found_beside")), this.beside,
      h("button", { type: "button", class: "ds-button", "data-variant": "secondary", "data-found-place": true, onclick: () => this.locate() }, say("found_place")),
      this.said,
      h("p", { class: "kk-door__why" }, say("found_outcome")),
      h("div", { class: "kk-outcomes" },
        ...HAPPENED.map((outcome) => this.choice(outcome, code("outcomes", outcome), ICONS[outcome]())),
        this.choice(undefined, say("found_only"), icon("minus"))),
      h("button", { type: "button", class: "ds-button", "data-variant": "tertiary", onclick: done }, say("cancel")));
  }

  /** The doors it may lie beside, with the one chosen before; whoever stands at none chooses. */
  offer(doors: readonly DoorView[], here: number | null = Number(this.beside.value) || null): void {
    this.doors = doors;
    this.beside.replaceChildren(
      h("option", { value: "", hidden: true }, say("found_choose")),
      ...doors.map((door) => h("option", { value: door.id }, door.address)));
    this.beside.value = doors.some(({ id }) => id === here) ? String(here) : "";
  }

  private choice(outcome: Outcome | undefined, words: string, picture: SVGSVGElement): HTMLElement {
    return h("button", { type: "button", class: "kk-choice", "data-outcome": outcome ?? "none", onclick: () => void this.save(outcome) }, picture, h("span", {}, words));
  }

  private async save(outcome?: Outcome): Promise<void> {
    const address = this.first.value.trim();
    const door = this.doors.find(({ id }) => id === Number(this.beside.value));
    if (!this.hold(this.first, isAddress(address), "found_bad") || !this.hold(this.beside, !!door, "found_no_door")) return;
    if (this.told || !door) return;
    this.told = true;
    if (await this.tell(door, { address, ...(outcome && { outcome }), ...this.at })) this.done();
    else this.told = false;
  }

  private hold(field: HTMLElement, right: boolean, words: string): boolean {
    field.toggleAttribute("aria-invalid", false);
    if (right) return true;
    field.setAttribute("aria-invalid", "true");
    this.said.textContent = say(words);
    field.focus();
    return false;
  }

  /** The place of the home, told with it; where the person is otherwise is neither kept nor sent. It belongs to this
   *  form: one that comes when the form is closed is nobody's. */
  private locate(): void {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        this.at = { lon: coords.longitude, lat: coords.latitude };
        this.said.textContent = say("found_placed");
      },
      () => (this.said.textContent = say("found_no_place")),
      { enableHighAccuracy: true, timeout: 15_000 },
    );
  }
}
