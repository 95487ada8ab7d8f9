/** The home check: asks, scores and draws on the page. Answers stay here, and in the address after `#`. */

import { relevant } from "../../questions/answers.ts";
import { readLink, written } from "../../questions/links.ts";
import type { Answers, Sheet } from "../../questions/sheet.ts";
import { Asking } from "./asking.ts";
import { Result, type Words } from "./result.ts";

/** The page that keeps a check: what its link holds goes into the form, and to the server when that is sent. */
export function fillAnswers(): void {
  const field = document.querySelector<HTMLInputElement>("[data-keep-answers] [data-answers]");
  if (field && location.hash) field.value = decodeURIComponent(location.hash.slice(1));
}

export function watchHomeCheck(): void {
  const form = document.querySelector<HTMLFormElement>("[data-homecheck]");
  const place = document.querySelector<HTMLElement>("[data-result]");
  if (form && place) new HomeCheck(form, place).start();
}

class HomeCheck {
  private readonly sheet: Sheet;
  private readonly words: Words;
  private readonly asking: Asking;
  private readonly result: Result;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly place: HTMLElement,
  ) {
    // Computes without what is asked: that stands in the form, and is not sent twice.
    this.sheet = JSON.parse(form.dataset.sheet!) as Sheet;
    this.words = JSON.parse(form.dataset.words!) as Words;
    this.asking = new Asking(form, this.words);
    this.result = new Result(place, this.sheet, this.words);
  }

  start(): void {
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("change", () => this.answered());
    this.place.querySelector("[data-print]")!.addEventListener("click", () => window.print());
    this.place.querySelector("[data-again]")!.addEventListener("click", () => this.again());
    this.place.querySelector("[data-keep]")!.addEventListener("click", (event) => this.take(event.currentTarget as HTMLAnchorElement));
    this.place.querySelector("[data-copy]")!.addEventListener("click", () => void this.copy());
    window.addEventListener("hashchange", () => this.fromLink());
    this.fromLink();
  }

  /** Somebody came with a link that holds answers, or begins. */
  private fromLink(): void {
    const linked = readLink(this.sheet, location.hash);
    if (linked) this.fill(linked.answers);
    this.draw();
    this.result.say(linked && (linked.edition !== this.sheet.edition || linked.lost.length) ? this.words.older : "");
    this.asking.begin(linked !== null && Object.keys(linked.answers).length > 0);
  }

  private answered(): void {
    this.draw();
    const answers = this.answers();
    const end = Object.keys(answers).length ? `#${written(this.sheet, answers)}` : location.pathname + location.search;
    history.replaceState(history.state, "", end);
    this.result.say("");
  }

  private draw(): void {
    const answers = this.answers();
    const asked = relevant(this.sheet, answers);
    this.asking.show(asked, answers);
    this.result.show(answers, this.asking.done);
  }

  /** The answers go along after `#`: to the page that asks whether to keep them, and to no server by this. */
  private take(link: HTMLAnchorElement): void {
    link.hash = written(this.sheet, this.answers());
  }

  private again(): void {
    this.form.reset();
    history.replaceState(history.state, "", location.pathname + location.search);
    this.draw();
    this.asking.begin(false);
  }

  private async copy(): Promise<void> {
    const copied = await navigator.clipboard?.writeText(location.href).then(
      () => true,
      () => false,
    );
    this.result.say(copied ? this.words.copied : this.words.mark);
  }

  private answers(): Answers {
    const given = new FormData(this.form);
    return Object.fromEntries([...given].map(([name, value]) => [name, String(value)]));
  }

  private fill(answers: Answers): void {
    this.form.reset();
    for (const [name, given] of Object.entries(answers)) {
      const input = this.form.querySelector<HTMLInputElement>(`#${CSS.escape(`${name}-${String(given)}`)}`);
      if (input) input.checked = true;
    }
  }
}

watchHomeCheck();
fillAnswers();
