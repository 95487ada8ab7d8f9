/**
 * What lies over a map that fills the window: a panel beside it, and the tables at its foot. Each has a button with
 * `data-opens`, and buttons with `data-shuts` in it. Until somebody chooses, a wide window shows those marked
 * `data-sheet="wide"`; a narrow one shows one at a time, and none at first.
 */

const WIDE = matchMedia("(min-width: 64.01rem)");
const place = (sheet: HTMLElement): string =>
  `kk-sheet-${sheet.id}-${document.querySelector<HTMLMetaElement>("meta[name=person]")?.content ?? ""}`;

/** As it is left at a desk, for the next time in this browser. */
function keep(sheet: HTMLElement): void {
  if (WIDE.matches) localStorage.setItem(place(sheet), sheet.hasAttribute("data-open") ? "open" : "shut");
}

export function watchSheets(room: HTMLElement | null): void {
  if (room) new Sheets(room).start();
}

class Sheets {
  private readonly sheets: HTMLElement[];
  private readonly buttons: HTMLButtonElement[];

  constructor(private readonly room: HTMLElement) {
    this.sheets = [...room.querySelectorAll<HTMLElement>("[data-sheet]")];
    this.buttons = [...room.querySelectorAll<HTMLButtonElement>("[data-opens]")];
  }

  start(): void {
    this.room.addEventListener("click", ({ target }) => this.pressed(target as Element));
    this.room.addEventListener("keydown", (event) => this.left(event));
    WIDE.addEventListener("change", () => this.lay());
    addEventListener("hashchange", () => this.named());
    this.lay();
    this.named();
  }

  /** As a window of this width shows them at first. */
  private lay(): void {
    for (const sheet of this.sheets) {
      const kept = WIDE.matches ? localStorage.getItem(place(sheet)) : null;
      this.turn(sheet, kept === null ? WIDE.matches && sheet.dataset.sheet === "wide" : kept === "open");
    }
  }

  /** A sheet that the address names is open. */
  private named(): void {
    const sheet = this.sheets.find(({ id }) => `#${id}` === location.hash);
    if (sheet) this.open(sheet);
  }

  private pressed(target: Element): void {
    const opens = target.closest<HTMLElement>("[data-opens]")?.dataset.opens;
    const sheet = opens ? this.sheets.find(({ id }) => id === opens) : target.closest("[data-shuts]")?.closest<HTMLElement>("[data-sheet]");
    if (!sheet) return;
    if (opens && !sheet.hasAttribute("data-open")) this.open(sheet);
    else this.shut(sheet);
    keep(sheet);
  }

  /** The map hears `kk-over`, and moves what one looks at into what is left free. */
  private open(sheet: HTMLElement): void {
    if (!WIDE.matches) this.sheets.forEach((each) => this.turn(each, each === sheet));
    this.turn(sheet, true);
    document.dispatchEvent(new Event("kk-over"));
    sheet.focus({ preventScroll: true });
  }

  /** The focus goes back to the button that opens it again. */
  private shut(sheet: HTMLElement): void {
    this.turn(sheet, false);
    document.dispatchEvent(new Event("kk-over"));
    this.buttons.find(({ dataset }) => dataset.opens === sheet.id)?.focus();
  }

  private left(event: KeyboardEvent): void {
    const sheet = (event.target as Element).closest<HTMLElement>("[data-sheet]");
    if (event.key !== "Escape" || !sheet || event.defaultPrevented) return;
    event.preventDefault();
    this.shut(sheet);
    keep(sheet);
  }

  private turn(sheet: HTMLElement, on: boolean): void {
    sheet.toggleAttribute("data-open", on);
    sheet.toggleAttribute("data-shut", !on);
    for (const button of this.buttons) if (button.dataset.opens === sheet.id) button.setAttribute("aria-expanded", String(on));
  }
}
