/** A paper list, typed in: 1–7 for the outcome, Enter for the next door. Each door is kept as one goes on to the next;
 *  the button sends all of them again, which stores nothing twice. */

import { say } from "../../words.ts";

const HEAD = ["csrfmiddlewaretoken", "day", "around", "walked_by"];
const RETRY = 5000;

class Line {
  private kept = "";

  constructor(private readonly paper: Paper, readonly row: HTMLTableRowElement) {
    row.addEventListener("focusout", (event) => {
      if (!row.contains(event.relatedTarget as Node | null)) paper.keep(this);
    });
    row.addEventListener("change", () => this.tell(""));
  }

  get outcomes(): HTMLInputElement[] {
    return [...this.row.querySelectorAll<HTMLInputElement>("td[data-key] input")];
  }

  get chosen(): HTMLInputElement | undefined {
    return this.outcomes.find((each) => each.checked);
  }

  private get instead(): HTMLInputElement {
    return this.row.querySelector<HTMLInputElement>('td[data-state] input[type="hidden"]')!;
  }

  focus(): void {
    (this.chosen ?? this.outcomes[0])?.focus();
  }

  /** Choose by key; says whether something more is to be filled in before the next door. */
  choose(outcome: HTMLInputElement | null): boolean {
    for (const each of this.outcomes) each.checked = each === outcome;
    this.row.dispatchEvent(new Event("input", { bubbles: true }));
    this.tell("");
    return outcome?.value === "come_back" && this.open('[name$="-back"]')
      || outcome !== null && this.open('[name$="-homes"]');
  }

  private open(name: string): boolean {
    const field = this.row.querySelector<HTMLInputElement>(`td[data-more] ${name}`);
    field?.closest("details")?.setAttribute("open", "");
    field?.focus();
    return field !== null;
  }

  /** What is sent; empty where there is nothing to keep. */
  said(): string {
    if (!this.chosen && !this.instead.value) return "";
    const all = new FormData(this.paper.form);
    const own = [...all].filter(([name]) => HEAD.includes(name) || name.startsWith(`door-${this.row.dataset.line}-`));
    return new URLSearchParams(own as [string, string][]).toString();
  }

  get saved(): boolean {
    return this.instead.value !== "";
  }

  get waits(): boolean {
    const said = this.said();
    return said !== "" && said !== this.kept;
  }

  /** Send what is there now; false where nothing answers. */
  async send(): Promise<boolean> {
    const said = this.said();
    this.tell(say("saving"));
    const answer = await ask(`${this.paper.form.dataset.paper}${this.row.dataset.line}/`, said);
    if (!answer) return this.tell(say("notSavedYet"), true), false;
    if (answer.error !== undefined) return this.tell(answer.error, true), (this.kept = said), true;
    this.instead.value = answer.visit ?? "";
    this.kept = this.said();
    this.tell(answer.said ?? "");
    return true;
  }

  private tell(words: string, wrong = false): void {
    const place = this.row.querySelector<HTMLElement>("[data-told]")!;
    place.textContent = words;
    this.row.toggleAttribute("data-wrong", wrong);
  }
}

class Paper {
  private readonly lines: Line[];
  private readonly waiting = new Set<Line>();
  private busy = false;

  constructor(readonly form: HTMLFormElement) {
    this.lines = [...form.querySelectorAll<HTMLTableRowElement>("tr[data-line]")].map((row) => new Line(this, row));
    form.addEventListener("keydown", (event) => this.key(event));
    form.addEventListener("change", (event) => {
      if (HEAD.includes((event.target as HTMLInputElement).name)) this.again();
    });
    window.addEventListener("online", () => void this.work());
  }

  keep(line: Line): void {
    if (!line.waits) return;
    this.waiting.add(line);
    void this.work();
  }

  /** Another day, time or walker holds for all that was kept. */
  private again(): void {
    for (const line of this.lines.filter((each) => each.saved)) this.keep(line);
  }

  private async work(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    for (const line of this.waiting) {
      if (line.waits && !(await line.send())) {
        setTimeout(() => void this.work(), RETRY);
        break;
      }
      if (!line.waits) this.waiting.delete(line);
    }
    this.busy = false;
  }

  private key(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    const target = event.target as HTMLInputElement;
    const line = this.lines.find((each) => each.row.contains(target));
    if (event.key === "Enter" && target.matches("input, select")) this.step(line, event.shiftKey ? -1 : 1);
    else if (!line || target.type !== "radio") return;
    else if (event.key === "ArrowDown") this.step(line, 1);
    else if (event.key === "ArrowUp") this.step(line, -1);
    else if (["0", "Backspace", "Delete"].includes(event.key)) line.choose(null);
    else if (!this.number(line, Number(event.key))) return;
    event.preventDefault();
  }

  private number(line: Line, key: number): boolean {
    const outcome = line.outcomes[key - 1];
    if (!outcome) return false;
    if (!line.choose(outcome)) this.step(line, 1);
    return true;
  }

  private step(from: Line | undefined, by: number): void {
    const to = this.lines[(from ? this.lines.indexOf(from) : -1) + by];
    if (to) to.focus();
    else if (by > 0) this.form.querySelector<HTMLButtonElement>(".kk-actions button")?.focus();
  }
}

interface Answer { said?: string; visit?: string; error?: string }

/** What the server says; null where it can't be reached, or asks to sign in again. */
async function ask(url: string, body: string): Promise<Answer | null> {
  try {
    const headers = { "Content-Type": "application/x-www-form-urlencoded" };
    const answer = await fetch(url, { method: "POST", body, headers, redirect: "error" });
    const json = answer.headers.get("Content-Type")?.startsWith("application/json") ?? false;
    return json && (answer.ok || answer.status === 422) ? (await answer.json() as Answer) : null;
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

const form = document.querySelector<HTMLFormElement>("form[data-paper]");
if (form) {
  new Paper(form);
  for (const hint of document.querySelectorAll<HTMLElement>("[data-hint]")) hint.hidden = false;
}
