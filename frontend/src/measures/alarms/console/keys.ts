/** Everything by keyboard: what has `data-key="t"` is pressed (or entered, if one writes there) by that key. */

const STORED = "kokong-console-keys";
const WRITING = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]";

export type Command = () => void;

export class Keys {
  private readonly commands: Record<string, Command>;

  /** `commands` are keys without an element of their own. */
  constructor(commands: Record<string, Command>) {
    this.commands = commands;
  }

  start(): void {
    document.addEventListener("keydown", (event) => this.pressed(event));
  }

  /** Single keys can be switched off, for those who speak to their computer (WCAG 2.1.4). */
  get on(): boolean {
    return localStorage.getItem(STORED) !== "off";
  }

  set on(yes: boolean) {
    localStorage.setItem(STORED, yes ? "on" : "off");
  }

  private pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
    const target = event.target as Element;
    if (event.key === "Escape" && target.matches(WRITING)) return (target as HTMLElement).blur();
    if (!this.on || target.matches(WRITING) || document.querySelector("dialog[open]")) return;
    const work = this.commands[event.key] ?? this.element(event.key);
    if (!work) return;
    event.preventDefault();
    work();
  }

  private element(key: string): Command | null {
    const all = [...document.querySelectorAll<HTMLElement>(`[data-key="${CSS.escape(key.toLowerCase())}"]`)];
    const found = all.find((each) => each.checkVisibility() && !each.matches(":disabled"));
    if (!found) return null;
    return () => (found.matches(WRITING) ? found.focus() : found.click());
  }
}
