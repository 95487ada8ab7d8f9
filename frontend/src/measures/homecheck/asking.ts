/** One question at a time, or all on one sheet. */

import type { Answers, Question } from "../../questions/sheet.ts";
import type { Words } from "./result.ts";

export class Asking {
  private one = true;
  private at = "";
  private asked: Question[] = [];
  private left = 0;
  private readonly questions: HTMLElement[];
  private readonly parts: HTMLElement[];

  constructor(
    private readonly form: HTMLFormElement,
    private readonly words: Words,
  ) {
    this.questions = [...form.querySelectorAll<HTMLElement>("[data-question]")];
    this.parts = [...form.querySelectorAll<HTMLElement>("[data-part]")];
    for (const each of form.querySelectorAll<HTMLElement>(".homecheck__ways, .homecheck__turn")) each.hidden = false;
    form.addEventListener("click", (event) => this.clicked(event.target as HTMLElement));
  }

  /** Whether nothing is left to ask, or all stands on one sheet. */
  get done(): boolean {
    return !this.one || this.at === "";
  }

  /** Start with the first question, or behind the last where the answers are there already. */
  begin(answered: boolean): void {
    this.at = answered ? "" : (this.asked[0]?.id ?? "");
    this.draw();
  }

  /** What is asked now; what isn't is out of the way of eyes, keys and print. */
  show(asked: Question[], answers: Answers): void {
    this.asked = asked;
    this.left = asked.filter(({ id }) => answers[id] === undefined).length;
    if (this.at && !asked.some(({ id }) => id === this.at)) this.at = asked[0]?.id ?? "";
    this.draw();
  }

  private draw(): void {
    const shown = new Set(this.one ? [this.at] : this.asked.map(({ id }) => id));
    for (const each of this.questions) hide(each, !shown.has(each.dataset.question!));
    for (const part of this.parts) hide(part, !part.querySelector("[data-question]:not([hidden])"));
    this.form.querySelector<HTMLElement>(".homecheck__turn")!.hidden = !this.one;
    const said = this.left === 1 ? this.words.lastLeft : this.words.left.replace("{n}", String(this.left));
    write(this.form.querySelector("[data-left]")!, this.left ? said : "");
    this.turn("back").disabled = this.place() === 0;
    this.turn("on").hidden = this.at === "";
  }

  private clicked(target: HTMLElement): void {
    const button = target.closest<HTMLButtonElement>("button");
    if (button?.dataset.way) this.choose(button.dataset.way === "one");
    else if (button?.dataset.turn) this.go(button.dataset.turn === "on" ? 1 : -1);
  }

  private choose(one: boolean): void {
    this.one = one;
    if (one) this.at = this.asked[0]?.id ?? "";
    for (const each of this.form.querySelectorAll<HTMLElement>("[data-way]")) {
      each.setAttribute("aria-pressed", String((each.dataset.way === "one") === one));
    }
    this.told();
  }

  /** On past the last question is the end; back from there is the last again. */
  private go(by: number): void {
    this.at = this.asked[this.place() + by]?.id ?? "";
    this.told();
    const next = this.form.querySelector<HTMLElement>(`[data-question="${CSS.escape(this.at)}"]`);
    (next ?? document.getElementById("homecheck-result"))?.focus();
  }

  private told(): void {
    this.draw();
    this.form.dispatchEvent(new Event("change"));
  }

  private place(): number {
    const found = this.asked.findIndex(({ id }) => id === this.at);
    return found < 0 ? this.asked.length : found;
  }

  private turn(way: string): HTMLButtonElement {
    return this.form.querySelector<HTMLButtonElement>(`[data-turn="${way}"]`)!;
  }
}

/** What is so already is left alone: a browser lays out anew whatever is written to. */
function hide(element: HTMLElement, hidden: boolean): void {
  if (element.hidden !== hidden) element.hidden = hidden;
}

function write(element: Element, said: string): void {
  if (element.textContent !== said) element.textContent = said;
}
