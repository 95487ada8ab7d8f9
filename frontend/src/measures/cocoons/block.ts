/** What a card has for a block: its homes, how many an outcome is of, their count, and the end of it. */

import type { Deeds } from "./card.ts";
import { clock, code, h, icon, say } from "../../field/page.ts";
import { lastOf } from "./homes.ts";
import { MOST_COUNTED, OUTCOMES } from "./model.ts";
import type { DoorView } from "./state.ts";

const homes = ({ behind: { all, about } }: DoorView): string => say(about ? "homes_about" : "homes", { n: all });

/** The row in one line, "" for a house. */
export function line(door: DoorView): string {
  const { all, done, finished } = door.behind;
  if (all === 1 || door.visit?.outcome === "no_such_address") return "";
  if (!door.visit) return homes(door);
  return say("homes_done", { done, n: all }) + (finished ? ` · ${say("finished")}` : "");
}

/** What a block's card says first: its homes, what came of those visited, and the last record. */
export function facts(door: DoorView): string[] {
  if (door.behind.all === 1) return [];
  const of = (outcome: string): number =>
    door.visits.filter((visit) => visit.outcome === outcome).reduce((sum, visit) => sum + (visit.homes ?? 1), 0);
  const came = OUTCOMES.filter((outcome) => of(outcome)).map((outcome) => `${code("outcomes", outcome)} ${of(outcome)}`);
  const last = lastOf(door.visits);
  const said = last && { name: last.by, outcome: code("outcomes", last.outcome).toLocaleLowerCase(), time: clock(last.at), n: last.homes ?? 1 };
  return [homes(door), ...(came.length ? [came.join(", ")] : []), ...(said ? [say(last.mine ? "you_recorded_homes" : "recorded_homes", said)] : [])];
}

/** At how many homes the next outcome happened: one, unless more are said. */
export function stepper(door: DoorView, chosen: number, deeds: Deeds): HTMLElement {
  const step = (by: -1 | 1): HTMLElement =>
    h("button", {
      type: "button", class: "kk-choice", "data-focus": by > 0 ? "more" : "fewer", "aria-label": say(by > 0 ? "one_more" : "one_fewer"),
      disabled: by > 0 ? chosen >= door.behind.all : chosen <= 1, onclick: () => deeds.setHomes(door, chosen + by),
    }, icon(by > 0 ? "plus" : "minus"));
  return h("div", { class: "kk-stepper", role: "group", "aria-label": say("how_many") },
    h("span", {}, say("how_many")), step(-1), h("output", { "data-homes": chosen, "aria-live": "polite" }, say("homes", { n: chosen })), step(1));
}

/** How many letter boxes there are. */
export function counter(door: DoorView, deeds: Deeds): HTMLElement {
  const field = h("input", {
    class: "ds-input", type: "number", inputmode: "numeric", min: 1, max: MOST_COUNTED, step: 1, id: `count-${door.id}`, "data-focus": "first",
  });
  const save = (): void => {
    const counted = field.valueAsNumber;
    if (Number.isInteger(counted) && counted >= 1 && counted <= MOST_COUNTED) deeds.count(door, counted);
    else field.setAttribute("aria-invalid", "true"), field.focus();
  };
  return h("div", { class: "kk-times" },
    h("div", { class: "kk-times__own" },
      h("label", { class: "ds-label", for: field.id }, say("letter_boxes", { address: door.address })), field,
      h("button", { type: "button", class: "ds-button", "data-count": "save", onclick: save }, say("save"))),
    h("p", {}, say("letter_boxes_why")),
    h("button", { type: "button", class: "ds-button", "data-variant": "tertiary", onclick: () => deeds.startCount(null) }, say("cancel")));
}

const button = (focus: string, words: string, variant: string, onclick: () => void): HTMLElement =>
  h("button", { type: "button", class: "ds-button", "data-variant": variant, "data-focus": focus, onclick }, say(words));

/** Whoever has been everywhere in a block says so, and may say that it isn't so after all. */
export function finish(door: DoorView, deeds: Deeds): HTMLElement | null {
  const { all, finished } = door.behind;
  if (all === 1 || !door.visit || (door.standing === "done" && !finished)) return null;
  return button("finish", finished ? "unfinish" : "finish", "secondary", () => deeds.finish(door, !finished));
}

/** The way to the field for letter boxes. */
export const count = (door: DoorView, deeds: Deeds): HTMLElement | null =>
  door.countable && !door.behind.finished ? button("count", "count", "tertiary", () => deeds.startCount(door)) : null;
