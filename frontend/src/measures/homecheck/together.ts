/** A home check gone through together with who lives there. Answers live on this page alone; the phone keeps none. */

import { ListPage, newest } from "../../field/list.ts";
import type { Keeper } from "../../field/keeper.ts";
import type { Kind } from "../../field/kinds.ts";
import type { Line } from "../../field/line.ts";
import type { State as AnyState } from "../../field/model.ts";
import { announce, clock, h, icon, say } from "../../field/page.ts";
import { relevant } from "../../questions/answers.ts";
import { steps } from "../../questions/scores.ts";
import type { Answers, Question, Sheet } from "../../questions/sheet.ts";

const KIND = "home_check";
const SHOWN = 3;

interface Together {
  id: number;
  sheet: Sheet;
  areas: { id: number; name: string }[];
  pass: string;
}

type State = AnyState & { subjects: Together[] };

class TogetherPage extends ListPage<State> {
  private answers: Answers = {};
  private open = "";
  private area = "";
  private drawn = "";
  private saving = false;
  private readonly place = document.querySelector<HTMLElement>("[data-subjects]")!;

  static async begin(keeper: Keeper, line: Line, state: State): Promise<void> {
    await new TogetherPage(keeper, line, await newest(keeper, state)).start();
  }

  private toggle(question: Question): void {
    this.open = this.open === question.id ? "" : question.id;
    this.draw();
    this.focus(question.id);
  }

  private answer(asked: Together, question: Question, choice: string): void {
    this.answers[question.id] = choice;
    const order = relevant(asked.sheet, this.answers);
    const at = order.findIndex(({ id }) => id === question.id);
    this.open = order.slice(at + 1).find(({ id }) => this.answers[id] === undefined)?.id ?? "";
    this.draw();
    this.focus(this.open || question.id);
  }

  private finish(asked: Together): void {
    const area = asked.areas.find(({ id }) => String(id) === this.area);
    if (!area) return void this.place.querySelector<HTMLSelectElement>("#together-area")?.reportValidity();
    if (this.saving) return;
    this.saving = true;
    void this.write(async () => {
      const about = { round: this.snapshot.round.id, kind: KIND, id: asked.id, address: area.name, pass: asked.pass };
      await this.keeper.record("together", about, { area: area.id });
      this.answers = {};
      this.open = "";
      announce(say("together_finished"));
      await this.refresh();
      window.scrollTo({ top: 0 });
    }).finally(() => (this.saving = false));
  }

  private focus(id: string): void {
    this.place.querySelector<HTMLElement>(`[data-question="${CSS.escape(id)}"] button`)?.focus();
  }

  protected drawSubjects(): string {
    const asked = this.gone ? undefined : this.snapshot.subjects[0];
    if (!asked) return "";
    const order = relevant(asked.sheet, this.answers);
    // Drawn after every second or so: what looks the same stays, with the focus and the finger on it.
    const key = JSON.stringify([this.answers, this.open, this.snapshot.version]);
    if (key !== this.drawn) this.place.replaceChildren(...this.parts(asked, order), ...this.result(asked));
    this.drawn = key;
    const left = order.filter(({ id }) => this.answers[id] === undefined).length;
    const said = left ? say("together_left", { n: left }) : say("together_done");
    document.querySelector("[data-progress]")?.replaceChildren(
      h("div", { class: "kk-round__text" }, h("h2", {}, said), h("p", {}, say("together_lead"))));
    return say("together_saved", { time: clock(this.snapshot.taken) });
  }

  protected spots(): [] {
    return []; // no home is on a map here
  }

  protected show(): void {
    this.place.scrollIntoView({ block: "start" });
  }

  private parts(asked: Together, order: readonly Question[]): HTMLElement[] {
    return asked.sheet.parts.flatMap(({ id, title }) => {
      const own = order.filter(({ part }) => part === id);
      if (!own.length) return [];
      const rows = own.map((question) => this.row(asked, question));
      return [h("section", { class: "kk-group", "aria-label": title }, h("h2", {}, title), h("ol", { class: "kk-group__doors" }, ...rows))];
    });
  }

  private row(asked: Together, question: Question): HTMLLIElement {
    const open = this.open === question.id;
    const card = `card-${question.id}`;
    const given = this.answers[question.id];
    const said = question.choices.find(({ id }) => id === given)?.says ?? "";
    return h("li", { class: "kk-door", "data-question": question.id, "data-standing": given === undefined ? "open" : "done", "data-open": open },
      h("h3", {},
        h("button", { class: "kk-door__head", type: "button", "aria-expanded": String(open), "aria-controls": card, onclick: () => this.toggle(question) },
          h("span", { class: "kk-door__mark" }, icon(given === undefined ? "house" : "checkmark")),
          h("span", { class: "kk-door__text" }, h("span", { class: "kk-door__name" }, question.ask), h("span", { class: "kk-door__line" }, said)),
          h("span", { class: "kk-door__arrow" }, icon("chevron-down", "sm")))),
      h("div", { id: card, class: open ? "kk-door__card" : "", hidden: !open }, ...(open ? this.card(asked, question) : [])));
  }

  private card(asked: Together, question: Question): HTMLElement[] {
    return [
      ...(question.why ? [h("p", { class: "kk-door__why" }, question.why)] : []),
      h("div", { class: "kk-conditions" }, ...question.choices.map(({ id, says }) =>
        h("button", { class: "ds-button", type: "button", "data-variant": "secondary", "data-choice": id, onclick: () => this.answer(asked, question, id) }, says))),
    ];
  }

  /** Once something was answered: what is worth doing, and that it was done together. */
  private result(asked: Together): HTMLElement[] {
    if (!Object.keys(this.answers).length) return [];
    const found = steps(asked.sheet, this.answers).slice(0, SHOWN).map(({ step }) => h("li", {}, step.says));
    return [h("section", { class: "kk-group kk-stack", "data-gap": "sm", "aria-label": say("together_steps") },
      h("h2", {}, say("together_steps")),
      found.length ? h("ol", {}, ...found) : h("p", {}, say("together_nothing")),
      h("p", { class: "kk-door__why" }, say("together_link")),
      this.where(asked),
      h("button", { class: "ds-button", type: "button", "data-finish": true, onclick: () => this.finish(asked) }, say("together_finish")))];
  }

  private where(asked: Together): HTMLElement {
    const options = asked.areas.map(({ id, name }) => h("option", { value: String(id), selected: String(id) === this.area }, name));
    const choose = h("option", { value: "", selected: this.area === "" }, say("together_choose"));
    const select = h("select", { class: "ds-input", id: "together-area", required: true }, choose, ...options);
    select.addEventListener("change", () => (this.area = select.value));
    return h("div", { class: "ds-field" }, h("label", { class: "ds-label", for: "together-area" }, say("together_area")), select);
  }
}

export const together: Kind = {
  name: KIND,
  open: (keeper, line, state) => TogetherPage.begin(keeper, line, state as State),
  summary(snapshot) {
    const total = (snapshot as unknown as State).subjects[0]?.sheet.questions.length ?? 0;
    return { held: 0, left: say("together_asks", { n: total }), total, tried: 0, done: 0 };
  },
  places: () => [],
  saved: (_n, time) => say("together_saved", { time }),
  said: () => say("together_finish"),
};
