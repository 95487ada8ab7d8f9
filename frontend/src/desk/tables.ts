/**
 * The tables of a map follow what the map shows: the days that the slider leaves, and page by page, without the map
 * being drawn anew. What is asked for stands in the address.
 */

import { say } from "../words.ts";

export function watchTables(place: HTMLElement | null): void {
  if (place) new Tables(place).start();
}

class Tables {
  private request: AbortController | null = null;

  constructor(private readonly place: HTMLElement) {}

  start(): void {
    document.addEventListener("kk-span", () => void this.ask(location.href));
    this.place.addEventListener("click", (event) => this.turned(event));
  }

  /** A link to another page of the same list. */
  private turned(event: MouseEvent): void {
    const link = (event.target as Element).closest<HTMLAnchorElement>("nav a[href]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    // The link was written with the page; layers and days may have been chosen since.
    const here = new URL(location.href);
    here.searchParams.set("page", new URL(link.href).searchParams.get("page") ?? "1");
    history.replaceState(history.state, "", here);
    void this.ask(here.href).then(() => {
      this.place.scrollTop = 0;
      this.place.focus({ preventScroll: true });
    });
  }

  private async ask(address: string): Promise<void> {
    this.request?.abort();
    const { signal } = (this.request = new AbortController());
    try {
      const answer = await fetch(address, { signal, redirect: "manual" });
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      this.place.querySelector("[data-tables]")!.replaceWith(page.querySelector("[data-tables]")!);
      this.say("");
    } catch {
      if (!signal.aborted) this.say(say("tablesFailed"));
    }
  }

  private say(words: string): void {
    this.place.querySelector<HTMLElement>("[role=status]")!.textContent = words;
  }
}
