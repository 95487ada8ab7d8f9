/** A form never loses what was typed: it lies sealed in this browser until the server has kept it. */

import { language, say } from "../words.ts";
import { type Field, isTyped, read, same, write } from "./fields.ts";
import { canAsk, here } from "./here.ts";
import { Shelf, remove, tidy } from "./shelf.ts";

const PAUSE = 150;
/** The page on which a form was sent, for this tab: a page that says that it failed leads back there. */
const SENT_FROM = "kokong-sent-from";

const drafts = new WeakMap<HTMLFormElement, Typed>();

export async function watchDrafts(): Promise<void> {
  tidy();
  leadBack();
  const forms = [...document.querySelectorAll<HTMLFormElement>("main form")].filter(isTyped);
  if (!forms.length || !canAsk()) return;
  const answer = await here();
  const shelf = typeof answer === "string" ? null : await Shelf.of(answer);
  if (!shelf) return;
  await Promise.all(forms.map(async (form) => {
    const typed = new Typed(form, shelf, await shelf.name(nameOf(form, forms)));
    drafts.set(form, typed);
    await typed.begin();
  }));
  document.documentElement.dataset.drafts = "watched";
}

/** Before a form goes: its draft is put away, and the server told which it is, so that it can say when it has kept it. */
export async function putAway(form: HTMLFormElement): Promise<void> {
  sessionStorage.setItem(SENT_FROM, location.pathname + location.search);
  await drafts.get(form)?.putAway();
}

/** Forms are known by where they are sent: the same form may come back on another page, with what was wrong. */
function nameOf(form: HTMLFormElement, forms: readonly HTMLFormElement[]): string {
  const to = addressOf(form);
  return `${to} ${forms.filter((each) => addressOf(each) === to).indexOf(form)}`;
}

const addressOf = (form: HTMLFormElement): string => new URL(form.getAttribute("action") || location.href, location.href).pathname;

/** On a page that says that something failed: the way back to the form, where what was typed is. */
function leadBack(): void {
  const place = document.querySelector("[data-failed]");
  const page = sessionStorage.getItem(SENT_FROM);
  if (!place) return sessionStorage.removeItem(SENT_FROM);
  if (!page?.startsWith("/") || page.startsWith("//")) return;
  const link = Object.assign(document.createElement("a"), { className: "ds-button", href: page, textContent: say("backToForm") });
  const words = Object.assign(document.createElement("p"), { textContent: say("typedIsKept") });
  place.append(words, link);
}

class Typed {
  private id: string = crypto.randomUUID();
  private before: Field[] = [];
  private timer = 0;
  private note: HTMLElement | null = null;

  constructor(private readonly form: HTMLFormElement, private readonly shelf: Shelf, private readonly name: string) {}

  /** Put back what was typed, unless the page has changed since; then it is only offered. */
  async begin(): Promise<void> {
    this.before = read(this.form);
    const found = await this.shelf.find(this.name);
    if (found) this.goOn(found.id, found.draft.before, found.draft.typed, found.draft.at);
    for (const kind of ["input", "change"]) this.form.addEventListener(kind, () => this.later());
    document.addEventListener("visibilitychange", () => void this.keep());
  }

  async putAway(): Promise<void> {
    await this.keep();
    const field = this.form.querySelector<HTMLInputElement>('input[name="_draft"]') ?? this.hidden();
    field.value = this.id;
  }

  private goOn(id: string, before: Field[], typed: Field[], at: number): void {
    this.id = id;
    if (same(typed, this.before)) return; // sent back with what was wrong: it is there already
    const when = new Intl.DateTimeFormat(language(), { dateStyle: "long", timeStyle: "short" }).format(at);
    if (same(before, this.before)) {
      write(this.form, typed);
      this.tell(say("typedIsBack", { when }), ["startOver", () => this.startOver()]);
    } else {
      this.tell(say("typedEarlier", { when }),
        ["bringBack", () => (write(this.form, typed), this.untell())], ["throwAway", () => this.startOver()]);
    }
  }

  private startOver(): void {
    clearTimeout(this.timer);
    write(this.form, this.before);
    remove(this.name);
    this.id = crypto.randomUUID();
    this.untell();
  }

  private later(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.keep(), PAUSE);
  }

  private async keep(): Promise<void> {
    clearTimeout(this.timer);
    const typed = read(this.form);
    if (same(typed, this.before)) return;
    await this.shelf.put(this.name, this.id, { before: this.before, typed, at: Date.now() }).catch(() => undefined);
  }

  private hidden(): HTMLInputElement {
    const field = Object.assign(document.createElement("input"), { type: "hidden", name: "_draft" });
    this.form.append(field);
    return field;
  }

  private tell(words: string, ...ways: [Parameters<typeof say>[0], () => void][]): void {
    this.note = Object.assign(document.createElement("div"), { className: "ds-alert kk-draft" });
    this.note.setAttribute("role", "status");
    this.note.append(Object.assign(document.createElement("p"), { textContent: words }));
    for (const [label, way] of ways) this.note.append(button(say(label), way));
    this.form.prepend(this.note);
  }

  private untell(): void {
    this.note?.remove();
    this.note = null;
  }
}

function button(words: string, pressed: () => void): HTMLButtonElement {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "ds-button", textContent: words });
  made.dataset.variant = "tertiary";
  made.addEventListener("click", pressed);
  return made;
}
