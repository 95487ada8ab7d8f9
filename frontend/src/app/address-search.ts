/**
 * `<kk-address-search data-url="/places/search">` around a text input and a hidden input: an ARIA 1.2
 * combobox. The chosen id goes into the hidden input; without script the text input is sent as it is.
 *
 * The address answers `{"results": [{"id", "label", "detail", "x", "y"}]}` to `?q=`.
 */

import { say } from "../words.ts";

export interface Match {
  id: number;
  label: string;
  detail?: string;
  x?: number;
  y?: number;
}

const DEBOUNCE = 120;
const SHORTEST = 2;

export class AddressSearch extends HTMLElement {
  private input!: HTMLInputElement;
  private chosen!: HTMLInputElement;
  private list!: HTMLUListElement;
  private note!: HTMLElement;
  private found: Match[] = [];
  private active = -1;
  private timer = 0;
  private request: AbortController | null = null;

  connectedCallback(): void {
    const input = this.querySelector<HTMLInputElement>('input:not([type="hidden"])');
    const chosen = this.querySelector<HTMLInputElement>('input[type="hidden"]');
    if (!input || !chosen || this.list) return;
    this.input = input;
    this.chosen = chosen;
    this.build();
    this.listen();
  }

  private build(): void {
    const id = `${this.input.id || this.input.name}_options`;
    this.list = document.createElement("ul");
    Object.assign(this.list, { id, className: "kk-options", hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.input.labels?.[0]?.textContent?.trim() ?? "");
    this.note = document.createElement("p");
    Object.assign(this.note, { id: `${id}_note`, className: "kk-search__note" });
    this.note.setAttribute("role", "status");
    const attributes = {
      role: "combobox", autocomplete: "off", spellcheck: "false", "aria-autocomplete": "list",
      "aria-controls": id, "aria-expanded": "false",
    };
    for (const [name, value] of Object.entries(attributes)) this.input.setAttribute(name, value);
    const described = [this.input.getAttribute("aria-describedby"), this.note.id].filter(Boolean).join(" ");
    this.input.setAttribute("aria-describedby", described);
    const box = document.createElement("div");
    box.className = "kk-search__box";
    this.input.before(box);
    box.append(this.input, this.list);
    box.after(this.note);
  }

  private listen(): void {
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.pressed(event));
    this.input.addEventListener("blur", () => this.left());
    // Keeps the focus in the input, so that a touch on the list is not a departure.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = (event.target as Element).closest<HTMLElement>('[role="option"]');
      if (option) this.choose(Number(option.dataset.index));
    });
  }

  private typed(): void {
    this.chosen.value = "";
    delete this.note.dataset.chosen;
    clearTimeout(this.timer);
    this.request?.abort();
    const query = this.input.value.trim();
    if (query.length < SHORTEST) return this.show([], "");
    this.timer = window.setTimeout(() => void this.search(query), DEBOUNCE);
  }

  private async search(query: string): Promise<void> {
    const request = (this.request = new AbortController());
    this.note.textContent = say("searching");
    try {
      const address = new URL(this.dataset.url ?? "", location.href);
      address.searchParams.set("q", query);
      const answer = await fetch(address, { signal: request.signal, headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const { results } = (await answer.json()) as { results: Match[] };
      this.show(results, results.length ? say("matches", { n: results.length }) : say("noMatch"));
    } catch (error) {
      if (!request.signal.aborted) this.show([], say("searchFailed"));
    }
  }

  private show(matches: Match[], words: string): void {
    this.found = matches;
    this.list.replaceChildren(...matches.map((match, index) => this.option(match, index)));
    this.note.textContent = words;
    this.open(matches.length > 0);
    this.mark(-1);
  }

  private option(match: Match, index: number): HTMLElement {
    const option = document.createElement("li");
    Object.assign(option, { id: `${this.list.id}_${index}` });
    Object.assign(option.dataset, { index: String(index) });
    option.setAttribute("role", "option");
    const label = document.createElement("span");
    label.textContent = match.label;
    option.append(label);
    if (match.detail) option.append(Object.assign(document.createElement("small"), { textContent: match.detail }));
    return option;
  }

  private open(yes: boolean): void {
    this.list.hidden = !yes;
    this.input.setAttribute("aria-expanded", String(yes));
  }

  private mark(index: number): void {
    this.active = index;
    [...this.list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    const option = this.list.children[index];
    if (option) {
      this.input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else this.input.removeAttribute("aria-activedescendant");
  }

  private pressed(event: KeyboardEvent): void {
    const last = this.found.length - 1;
    if (last < 0) return;
    const moves: Record<string, () => void> = {
      ArrowDown: () => (this.open(true), this.mark(this.active >= last ? 0 : this.active + 1)),
      ArrowUp: () => (this.open(true), this.mark(this.active <= 0 ? last : this.active - 1)),
      Escape: () => this.open(false),
      Enter: () => this.choose(this.active < 0 ? 0 : this.active),
    };
    const move = moves[event.key];
    if (!move || (event.key !== "ArrowDown" && event.key !== "ArrowUp" && this.list.hidden)) return;
    event.preventDefault();
    move();
  }

  private choose(index: number): void {
    const match = this.found[index];
    if (!match) return;
    this.input.value = match.detail ? `${match.label}, ${match.detail}` : match.label;
    this.chosen.value = String(match.id);
    this.open(false);
    this.note.textContent = say("chosen", { label: this.input.value });
    this.note.dataset.chosen = "";
    this.dispatchEvent(new CustomEvent<Match>("kk-chosen", { detail: match, bubbles: true }));
  }

  private left(): void {
    this.open(false);
    if (this.chosen.value || !this.input.value.trim()) return;
    if (this.found.length) this.note.textContent = say("notChosen");
  }
}

customElements.define("kk-address-search", AddressSearch);
