/** One door: a big row, and a card that opens in place. */

import { FOLLOW_UPS, LOOKS, OUTCOMES, type FollowUp, type Outcome } from "./model.ts";
import { clock, code, h, icon, say } from "../../field/page.ts";
import { count, counter, facts as homesFacts, finish, line as homesLine, stepper } from "./block.ts";
import { ownVisit, type DoorView } from "./state.ts";

/** What the visitor does on a card. */
export interface Deeds {
  toggle(door: DoorView): void;
  save(door: DoorView, outcome: Outcome, comeBackAt?: string): void;
  chooseTime(door: DoorView | null): void;
  anew(door: DoorView): void;
  undo(door: DoorView): void;
  follow(door: DoorView, kind: FollowUp): void;
  /** At how many homes of a block the next outcome happened. */
  setHomes(door: DoorView, homes: number): void;
  /** Open the field for letter boxes at a block, or close it. */
  startCount(door: DoorView | null): void;
  count(door: DoorView, homes: number): void;
  finish(door: DoorView, finished: boolean): void;
}

export interface Look {
  open: boolean;
  /** Choosing when to come back. */
  choosing: boolean;
  /** Counting a block's homes. */
  counting: boolean;
  /** At how many homes of a block the next outcome happened. */
  homes: number;
  /** Recording once more although the door has an outcome. */
  anew: boolean;
  lines: boolean;
  /** The heading above names the house, so the row need only name the flat. */
  flat: boolean;
}

export const ICONS: Record<Outcome, () => SVGSVGElement> = {
  talked: () => icon("chat"),
  card_left: () => icon("envelope-closed"),
  no_answer: () => icon("door"),
  declined: () => icon("circle-slash"),
  not_reachable: () => icon("padlock-locked"),
  no_such_address: () => icon("questionmark-circle"),
  come_back: () => icon("clock"),
};

const WANTED: Record<FollowUp, () => SVGSVGElement> = {
  watch_group: () => icon("person-group"),
  kit: () => icon("package"),
  home_check: () => icon("tasklist"),
  sign: () => icon("hiking-trail-sign"),
};

/** The row of a door; `number` is its place in the walking order. */
export function row(door: DoorView, number: number, look: Look, deeds: Deeds): HTMLLIElement {
  const card = `card-${door.id}`;
  const label = look.flat && door.unit ? door.unit : `${door.street} ${door.number}`.trim() || door.address;
  const seen = door.visit ? { "data-look": LOOKS[door.visit.outcome] } : {};
  return h("li", { class: "kk-door", "data-door": door.id, "data-standing": door.standing, "data-open": look.open, ...seen },
    h("h3", {},
      h("button", {
        class: "kk-door__head", type: "button", "aria-expanded": String(look.open), "aria-controls": card, "data-focus": "head",
        onclick: () => deeds.toggle(door),
      },
      h("span", { class: "kk-door__mark" }, mark(door, number)),
      h("span", { class: "kk-door__text" }, h("span", { class: "kk-door__name" }, label), h("span", { class: "kk-door__line" }, line(door))),
      h("span", { class: "kk-door__arrow" }, icon("chevron-down", "sm")))),
    look.open ? h("div", { id: card, class: "kk-door__card" }, ...inside(door, look, deeds)) : h("div", { id: card, hidden: true }));
}

function mark(door: DoorView, number: number): Node {
  if (door.standing === "part") return icon("buildings-3");
  if (door.visit) return ICONS[door.visit.outcome]();
  if (door.standing === "closed") return icon("minus");
  if (door.claimed_by) return icon("person");
  return h("span", { class: "kk-door__number" }, String(number));
}

/** The row in one line: what was done, who is there, or why it is in the list. */
export function line(door: DoorView): string {
  const { visit } = door;
  const parts: string[] = [];
  const homes = homesLine(door);
  if (homes) parts.push(homes);
  if (visit && !homes) parts.push(`${code("outcomes", visit.outcome)} ${clock(visit.come_back_at ?? visit.at)}`);
  if (door.waiting) parts.push(say("on_phone"));
  if (!visit && door.standing === "closed") parts.push(code("states", door.state));
  if (!visit && door.standing === "open") parts.push(holder(door) ?? code("reasons", door.reason));
  return parts.join(" · ");
}

function holder(door: DoorView): string | null {
  if (door.mine) return say("you_are_here");
  return door.claimed_by === null ? null : say("claimed", { name: door.claimed_by });
}

function inside(door: DoorView, look: Look, deeds: Deeds): Node[] {
  const facts = h("div", { class: "kk-door__facts" }, ...told(door));
  const block = door.behind.all > 1;
  if (door.standing === "closed") return [facts, h("p", { class: "kk-door__why" }, say(`why_${door.state}`))];
  if (look.choosing) return [facts, times(door, deeds)];
  if (look.counting) return [facts, counter(door, deeds)];
  if (door.standing === "done" && !look.anew) return [facts, ...after(door, deeds)];
  return [
    facts, door.visit ? null : lines(look), block ? stepper(door, look.homes, deeds) : null, outcomes(door, deeds),
    door.visit || door.countable ? again(door, deeds) : null,
  ].filter((part) => part !== null);
}

function told(door: DoorView): Node[] {
  const { visit } = door;
  const words = [
    ...homesFacts(door),
    ...(door.unit ? [door.address] : []),
    code("reasons", door.reason),
    ...(visit?.come_back_at ? [say("back_at", { time: clock(visit.come_back_at) })] : []),
    ...(visit && door.behind.all === 1 ? [say(visit.mine ? "you_recorded" : "recorded", { name: visit.by, outcome: said(visit.outcome), time: clock(visit.at) })] : []),
    ...(door.behind.all > 1 ? [] : door.others).map((other) => say("also_recorded", { name: other.mine ? say("you") : other.by, outcome: said(other.outcome), time: clock(other.at) })),
    ...(!door.mine && door.claimed_by ? [say("claimed_hint", { name: door.claimed_by })] : []),
  ];
  return words.map((text) => h("p", {}, text));
}

const said = (outcome: Outcome): string => code("outcomes", outcome).toLocaleLowerCase();

function lines(look: Look): HTMLElement {
  return h("details", { class: "kk-lines", open: look.lines },
    h("summary", {}, say("lines")),
    h("ol", {}, ...["line_1", "line_2", "line_3"].map((key) => h("li", {}, say(key)))));
}

function outcomes(door: DoorView, deeds: Deeds): HTMLElement {
  return h("div", { class: "kk-outcomes", role: "group", "aria-label": say("what_happened", { address: door.address }) },
    ...OUTCOMES.map((outcome) =>
      h("button", {
        type: "button", class: "kk-choice", "data-outcome": outcome, "data-focus": outcome,
        onclick: () => (outcome === "come_back" ? deeds.chooseTime(door) : deeds.save(door, outcome)),
      }, ICONS[outcome](), h("span", {}, code("outcomes", outcome)))));
}

/** When to come back: this evening if there is still time, tomorrow, or a time of one's own. */
export function moments(now: Date): { key: "this_evening" | "tomorrow"; at: Date }[] {
  const at = (days: number, hour: number): Date =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour);
  const evening = at(0, 18);
  const choices: { key: "this_evening" | "tomorrow"; at: Date }[] = [{ key: "tomorrow", at: at(1, 17) }];
  if (evening.getTime() - now.getTime() > 30 * 60_000) choices.unshift({ key: "this_evening", at: evening });
  return choices;
}

function times(door: DoorView, deeds: Deeds): HTMLElement {
  const own = h("input", { class: "ds-input", type: "datetime-local", id: `own-${door.id}`, "data-focus": "own", min: local(new Date()) });
  const save = (): void => {
    const at = new Date(own.value);
    if (Number.isNaN(at.getTime()) || at.getTime() < Date.now()) own.setAttribute("aria-invalid", "true"), own.focus();
    else deeds.save(door, "come_back", at.toISOString());
  };
  return h("div", { class: "kk-times", role: "group", "aria-label": say("when_back") },
    h("p", { class: "kk-door__why" }, say("when_back")),
    ...moments(new Date()).map(({ key, at }, index) =>
      h("button", {
        type: "button", class: "kk-choice", "data-focus": index ? key : "first", "data-time": key,
        onclick: () => deeds.save(door, "come_back", at.toISOString()),
      }, icon("clock"), h("span", {}, `${say(key)} ${clock(at.getTime(), at.getTime())}`))),
    h("div", { class: "kk-times__own" },
      h("label", { class: "ds-label", for: own.id }, say("other_time")), own,
      h("button", { type: "button", class: "ds-button", "data-time": "own", onclick: save }, say("save"))),
    h("button", { type: "button", class: "ds-button", "data-variant": "tertiary", onclick: () => deeds.chooseTime(null) }, say("cancel")));
}

const local = (date: Date): string =>
  new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

function after(door: DoorView, deeds: Deeds): Node[] {
  return [door.visit?.outcome === "talked" ? wishes(door, deeds) : null, again(door, deeds)].filter((part) => part !== null);
}

/** What the household wants, one tap each. */
export function wishes(door: DoorView, deeds: Deeds): HTMLElement {
  const has = new Set(door.visits.flatMap(({ follow_ups }) => follow_ups));
  return h("div", { class: "kk-wishes", role: "group", "aria-label": say("wants", { address: door.address }) },
    h("p", {}, say("wants_short")),
    ...FOLLOW_UPS.map((kind) =>
      h("button", {
        type: "button", class: "kk-wish", "data-wish": kind, "data-focus": `wish-${kind}`, "aria-pressed": String(has.has(kind)),
        onclick: () => deeds.follow(door, kind),
      }, has.has(kind) ? icon("checkmark", "sm") : WANTED[kind](), h("span", {}, code("follow_ups", kind)))));
}

function again(door: DoorView, deeds: Deeds): HTMLElement {
  return h("div", { class: "kk-door__after" },
    finish(door, deeds),
    ownVisit(door)
      ? h("button", { type: "button", class: "ds-button", "data-variant": "secondary", "data-focus": "undo", onclick: () => deeds.undo(door) },
          icon("arrow-undo", "sm"), say("undo"))
      : null,
    door.standing === "done" && !door.behind.finished
      ? h("button", { type: "button", class: "ds-button", "data-variant": "tertiary", "data-focus": "anew", onclick: () => deeds.anew(door) }, say("record_anew"))
      : null,
    count(door, deeds));
}
