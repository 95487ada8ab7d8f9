/** A row of tools: one stop for Tab, arrows lead along it, Escape back to the text. */

import { h, icon } from "./made.ts";
import { say, type Key } from "./said.ts";

export interface Button {
  readonly name: Key;
  readonly icon?: string;
  readonly letters?: string;
  readonly keys?: string;
  readonly press: () => void;
}

export class Toolbar {
  readonly element = h("div", { class: "kk-write__tools", role: "toolbar", "aria-label": say("tools") });
  private readonly buttons = new Map<Key, HTMLButtonElement>();

  constructor(groups: readonly (readonly Button[])[], icons: string, private readonly leave: () => void) {
    for (const group of groups) {
      this.element.append(h("div", { class: "kk-write__group" }, ...group.map((each) => this.button(each, icons))));
    }
    this.element.addEventListener("keydown", (event) => this.go(event));
    this.element.addEventListener("focusin", (event) => this.stop(event.target as HTMLButtonElement));
    this.stop(this.all()[0]!);
  }

  focus(): void {
    this.all().find((each) => each.tabIndex === 0)?.focus();
  }

  /** Which tools are pressed, and which can't be used here. */
  show(pressed: ReadonlyMap<Key, boolean>, usable: ReadonlyMap<Key, boolean>): void {
    for (const [name, on] of pressed) this.buttons.get(name)?.setAttribute("aria-pressed", String(on));
    for (const [name, can] of usable) this.buttons.get(name)?.setAttribute("aria-disabled", String(!can));
  }

  private button({ name, press, letters, keys, ...given }: Button, icons: string): HTMLButtonElement {
    const said = say(name);
    const made = h("button", {
      type: "button",
      class: "ds-button",
      "data-variant": "tertiary",
      "data-icon": true,
      "data-tool": name,
      "aria-label": said,
      title: keys ? `${said} (${shown(keys)})` : said,
      onclick: press,
      // The text keeps its selection.
      onmousedown: (event) => event.preventDefault(),
    }, letters ? h("span", { "aria-hidden": "true" }, letters) : icon(given.icon ?? "", icons));
    if (keys) made.setAttribute("aria-keyshortcuts", keys.split("-").map((key) => KEYS[key] ?? key.toUpperCase()).join("+"));
    this.buttons.set(name, made);
    return made;
  }

  private all(): HTMLButtonElement[] {
    return [...this.element.querySelectorAll("button")];
  }

  private stop(at: HTMLButtonElement): void {
    for (const each of this.all()) each.tabIndex = each === at ? 0 : -1;
  }

  private go(event: KeyboardEvent): void {
    if (event.key === "Escape") return this.leave();
    const all = this.all();
    const at = all.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    all[(to + all.length) % all.length]?.focus();
  }
}

const APPLE = /Mac|iP(hone|ad)/.test(navigator.platform);
const KEYS: Record<string, string> = { Mod: APPLE ? "Meta" : "Control", Alt: "Alt", Shift: "Shift" };
const shown = (keys: string): string => keys.split("-").map((key) => (key === "Mod" ? (APPLE ? "⌘" : "Ctrl") : key.length === 1 ? key.toUpperCase() : key)).join("+");
