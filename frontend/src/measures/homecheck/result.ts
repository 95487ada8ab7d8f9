/** What the answers come to: a drawing, a line per layer, the next three steps. */

import { chosen, counted, relevant } from "../../questions/answers.ts";
import { scores, steps, type Next, type Score } from "../../questions/scores.ts";
import type { Answers, Question, Sheet } from "../../questions/sheet.ts";

export type Words = Record<
  | "layer" | "open" | "left" | "lastLeft" | "free" | "kronor" | "minutes" | "others" | "nothing" | "older" | "copied" | "mark",
  string
>; // prettier-ignore

const INNERMOST = 106;
const APART = 10;
const SHOWN = 3;

export class Result {
  constructor(
    private readonly place: HTMLElement,
    private readonly sheet: Sheet,
    private readonly words: Words,
  ) {}

  /** Show it once there is something to show. */
  show(answers: Answers, done: boolean): void {
    const found = scores(this.sheet, answers);
    const hidden = !done || !found.some(({ answered }) => answered);
    if (this.place.hidden !== hidden) this.place.hidden = hidden;
    if (hidden) return;
    this.rings(found);
    this.house(counted(this.sheet, answers));
    this.layers(found, answers);
    this.steps(steps(this.sheet, answers), answers);
  }

  /** Say something once, for eyes and ears. */
  say(words: string): void {
    const place = this.place.querySelector<HTMLElement>("[data-said]")!;
    if (place.textContent === words && place.hidden === !words) return;
    place.hidden = !words;
    place.textContent = words;
  }

  private rings(found: Score[]): void {
    const tracks = this.place.querySelectorAll(".homecheck__track");
    this.place.querySelectorAll(".homecheck__arc").forEach((arc, number) => {
      const score = found[number];
      const radius = String(INNERMOST + number * APART);
      tracks[number]!.setAttribute("r", score ? radius : "0");
      arc.setAttribute("r", score ? radius : "0");
      arc.setAttribute("stroke-dasharray", `${score?.possible ? (100 * score.earned) / score.possible : 0} 100`);
    });
  }

  /** Each opening by the poorest of its answers. */
  private house(answers: Answers): void {
    for (const opening of this.place.querySelectorAll<SVGElement>("[data-shows]")) {
      const values = opening.dataset.shows!.split(" ").flatMap((id) => {
        const question = this.sheet.questions.find((each) => each.id === id);
        return (question && chosen(question, answers)?.value) ?? [];
      });
      const least = Math.min(...values);
      opening.dataset.state = !values.length ? "open" : least >= 1 ? "done" : least > 0 ? "partly" : "todo";
    }
  }

  private layers(found: Score[], answers: Answers): void {
    const asked = relevant(this.sheet, answers);
    const titles = new Map(this.sheet.parts.map(({ id, title }) => [id, title]));
    this.place.querySelector("[data-layers]")!.replaceChildren(
      ...found.map((score) => {
        const said = this.seenTo(asked.filter(({ part }) => part === score.part), answers);
        const line = made("li", "", made("strong", "", titles.get(score.part) ?? ""), made("span", "", said));
        if (score.open) line.append(made("span", "kk-subtle", `${this.words.open}: ${score.open}`));
        return line;
      }),
    );
  }

  private seenTo(asked: Question[], answers: Answers): string {
    const values = asked.filter(({ weight }) => weight).flatMap((question) => chosen(question, answers)?.value ?? []);
    const done = values.filter((value) => value >= 1).length;
    return values.length ? this.words.layer.replace("{done}", String(done)).replace("{all}", String(values.length)) : "–";
  }

  private steps(found: Next[], answers: Answers): void {
    const own = answers["decides"] === "own" || answers["decides"] === undefined;
    const lines = found.slice(0, SHOWN).map(({ step, question }) => {
      const cost = [this.range("kronor", step.kronor) || this.words.free, this.range("minutes", step.minutes)];
      const line = made("li", "", made("strong", "", step.says), made("span", "kk-subtle", cost.filter(Boolean).join(" · ")));
      const article = this.article(question.more);
      if (article) line.append(made("span", "", article));
      if (question.others && !own) line.append(made("span", "", this.words.others));
      return line;
    });
    const nothing = made("li", "", this.words.nothing);
    this.place.querySelector("[data-steps]")!.replaceChildren(...(lines.length ? lines : [nothing]));
  }

  /** A link to the article that says more, where the municipality shows it. */
  private article(slug: string): Node | undefined {
    const links = this.place.querySelector("template")?.content;
    return slug ? links?.querySelector(`[data-article="${CSS.escape(slug)}"]`)?.cloneNode(true) : undefined;
  }

  private range(what: "kronor" | "minutes", [from, to]: [number, number]): string {
    return to ? this.words[what].replace("{from}", String(from)).replace("{to}", String(to)) : "";
  }
}

function made(tag: string, look: string, ...inside: (string | Node)[]): HTMLElement {
  const element = document.createElement(tag);
  if (look) element.className = look;
  element.append(...inside);
  return element;
}
