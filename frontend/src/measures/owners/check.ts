/** A building check as a kind of subject on the phone: the questions by part, and the choices of the one that is open. */

import { Camera } from "../../field/camera.ts";
import type { Keeper } from "../../field/keeper.ts";
import type { Kind } from "../../field/kinds.ts";
import type { Line } from "../../field/line.ts";
import { ListPage, newest } from "../../field/list.ts";
import type { Spot } from "../../field/map.ts";
import type { Entry, Snapshot, State as AnyState, Told } from "../../field/model.ts";
import { announce, clock, h, icon, ring, say } from "../../field/page.ts";
import { left, project, type Asked, type Check, type Checks } from "./state.ts";

/** A second touch within this time is the same touch, or meant for what stood there before. */
const SETTLING = 600;
const KIND = "building_check";

type State = AnyState & Checks;

class CheckPage extends ListPage<State> {
  private open = "";
  private camera = new Camera();
  private drawn = "";
  private quietUntil = 0;
  private saving = false; // what is being written has its card and its photos to itself
  private readonly place = document.querySelector<HTMLElement>("[data-subjects]")!;

  static async begin(keeper: Keeper, line: Line, state: State): Promise<void> {
    await new CheckPage(keeper, line, await newest(keeper, state)).start();
  }

  private get check(): Check | undefined {
    return this.gone ? undefined : this.snapshot.subjects[0];
  }

  private toggle(question: Asked): void {
    if (this.saving) return;
    this.open = this.open === question.id ? "" : question.id;
    this.camera.clear();
    this.draw();
    this.focus(question.id);
  }

  private answer(check: Check, question: Asked, choice: string, says: string): void {
    if (this.saving || Date.now() < this.quietUntil) return;
    this.quietUntil = Date.now() + SETTLING;
    this.saving = true;
    void this.write(async () => {
      const about = { round: this.snapshot.round.id, kind: KIND, id: check.id, address: question.ask, pass: check.pass };
      await this.keeper.record("answered", about, { question: question.id, given: choice }, 0, await this.camera.ready());
      this.camera.clear();
      announce(`${question.ask} ${says}`);
      const { answers } = project(this.snapshot, await this.keeper.store.entries(this.snapshot.user));
      this.open = this.next(check, question, left(check, answers).open);
      await this.refresh();
      if (this.open) this.focus(this.open);
    }).finally(() => (this.saving = false));
  }

  /** The next one below that is open, else the first. */
  private next(check: Check, question: Asked, open: readonly Asked[]): string {
    const order = check.sheet.questions.map(({ id }) => id);
    const at = order.indexOf(question.id);
    return (open.find(({ id }) => order.indexOf(id) > at) ?? open[0])?.id ?? "";
  }

  private finish(check: Check): void {
    if (this.saving) return;
    this.saving = true;
    void this.write(async () => {
      const about = { round: this.snapshot.round.id, kind: KIND, id: check.id, address: check.place, pass: check.pass };
      await this.keeper.record("finished", about, {}, 0);
      announce(say("checks_finished"));
      await this.refresh();
    }).finally(() => (this.saving = false));
  }

  private focus(id: string): void {
    this.place.querySelector<HTMLElement>(`[data-question="${CSS.escape(id)}"] button`)?.focus();
  }

  protected drawSubjects(): string {
    const { check } = this;
    if (!check) return "";
    const { answers, waiting, finished } = project(this.snapshot, this.entries);
    const { asked, open, missing } = left(check, answers);
    this.drawHead(asked.length, asked.length - open.length);
    // Asked after every second or so: what looks the same stays, with the focus and the finger on it.
    const key = JSON.stringify([answers, [...waiting], finished, this.open]);
    if (key !== this.drawn) {
      const focused = document.activeElement?.closest<HTMLElement>("[data-question]")?.dataset.question;
      this.place.replaceChildren(...this.parts(check, asked, answers, waiting), this.foot(check, missing.length, finished));
      if (focused) this.focus(focused);
    }
    this.drawn = key;
    return say("checks_saved", { n: asked.length, time: clock(this.snapshot.taken) });
  }

  protected spots(): Spot[] {
    const { check } = this;
    return check ? [{ id: check.id, lon: check.lon, lat: check.lat, label: check.place, state: "next", detail: "" }] : [];
  }

  protected show(): void {
    this.place.scrollIntoView({ block: "start" });
  }

  private drawHead(total: number, done: number): void {
    const said = total > done ? say("checks_left", { n: total - done }) : say("checks_done");
    document.querySelector("[data-progress]")?.replaceChildren(
      h("span", { class: "kk-ring" }, ring(total, done, done), h("span", { class: "kk-ring__count", "aria-hidden": "true" }, String(done), h("small", {}, `/${total}`))),
      h("div", { class: "kk-round__text" }, h("h2", {}, said)));
  }

  private parts(check: Check, asked: readonly Asked[], answers: Record<string, unknown>, waiting: ReadonlySet<string>): HTMLElement[] {
    return check.sheet.parts.flatMap(({ id, title }) => {
      const own = asked.filter(({ part }) => part === id);
      if (!own.length) return [];
      const rows = own.map((question) => this.row(check, question, answers[question.id], waiting.has(question.id)));
      return [h("section", { class: "kk-group", "aria-label": title }, h("h2", {}, title), h("ol", { class: "kk-group__doors" }, ...rows))];
    });
  }

  private row(check: Check, question: Asked, given: unknown, waiting: boolean): HTMLLIElement {
    const open = this.open === question.id;
    const card = `card-${question.id}`;
    const said = question.choices.find(({ id }) => id === given)?.says ?? (question.must ? say("checks_must") : "");
    return h("li", { class: "kk-door", "data-question": question.id, "data-standing": given === undefined ? "open" : "done", "data-open": open },
      h("h3", {},
        h("button", { class: "kk-door__head", type: "button", "aria-expanded": String(open), "aria-controls": card, onclick: () => this.toggle(question) },
          h("span", { class: "kk-door__mark" }, icon(given === undefined ? "buildings-3" : "checkmark")),
          h("span", { class: "kk-door__text" }, h("span", { class: "kk-door__name" }, question.ask), h("span", { class: "kk-door__line" }, said + (waiting ? ` · ${say("on_phone")}` : ""))),
          h("span", { class: "kk-door__arrow" }, icon("chevron-down", "sm")))),
      open ? h("div", { id: card, class: "kk-door__card" }, ...this.card(check, question)) : h("div", { id: card, hidden: true }));
  }

  private card(check: Check, question: Asked): HTMLElement[] {
    return [
      ...(question.why ? [h("p", { class: "kk-door__why" }, question.why)] : []),
      ...(question.evidence ? [h("p", {}, say("checks_evidence")), this.camera.element] : []),
      h("div", { class: "kk-conditions" }, ...question.choices.map(({ id, says }) =>
        h("button", { class: "ds-button", type: "button", "data-variant": "secondary", "data-choice": id, onclick: () => this.answer(check, question, id, says) }, says))),
    ];
  }

  private foot(check: Check, missing: number, finished: boolean): HTMLElement {
    if (finished) return h("p", { "data-ended": true }, say("checks_finished")); // said aloud by `finish`
    if (missing) return h("p", { class: "kk-door__why" }, say("checks_missing", { n: missing }));
    return h("button", { class: "ds-button", type: "button", "data-finish": true, onclick: () => this.finish(check) }, say("checks_finish"));
  }
}

export const check: Kind = {
  name: KIND,
  open: (keeper, line, state) => CheckPage.begin(keeper, line, state as State),
  summary(snapshot: Snapshot, entries: readonly Entry[]) {
    const all = snapshot as Snapshot & State;
    const [one] = all.subjects;
    if (!one) return { held: 0, left: "", total: 0, tried: 0, done: 0 };
    const { asked, open } = left(one, project(all, entries).answers);
    const done = asked.length - open.length;
    return { held: asked.length, left: open.length ? say("checks_left", { n: open.length }) : say("checks_done"), total: asked.length, tried: done, done };
  },
  places: (snapshot) => (snapshot as Snapshot & State).subjects.map(({ lon, lat }) => [lon, lat]),
  saved: (n, time) => say("checks_saved", { n, time }),
  said: (told: Told) => (told.kind === "finished" ? say("checks_finish") : ""),
};
