/** The page of one list of subjects: what the server says of it, kept, with this phone's own entries on top.
 *
 *  A kind draws its subjects and says what is done at them; everything else is the same for all. */

import type { Keeper } from "./keeper.ts";
import { keepMap, keptMap, type KeptMap } from "./keptmap.ts";
import { kindOf } from "./kinds.ts";
import { over } from "./lease.ts";
import type { Heard, Line } from "./line.ts";
import { ListMap, type Spot } from "./map.ts";
import type { Entry, Snapshot, State } from "./model.ts";
import { blank, config, h, say } from "./page.ts";
import { renewList } from "./pages.ts";
import { Poll } from "./poll.ts";
import { Locked } from "./store.ts";
import { drawLocked, drawNotices, drawStrip, drawUnread, mapWords } from "./strip.ts";

/** The map is kept once everything else is done. */
const LATER = 1_500;

export abstract class ListPage<S extends State> {
  protected readonly keeper: Keeper;
  protected snapshot: Snapshot & S;
  protected entries: Entry[] = [];
  /** The list is over, or not this person's any more. */
  protected gone = false;
  private readonly poll: Poll;
  private readonly map: ListMap;
  private mapHere: KeptMap = null;

  constructor(keeper: Keeper, line: Line, snapshot: Snapshot & S) {
    this.keeper = keeper;
    this.snapshot = snapshot;
    this.map = new ListMap(kindOf(snapshot)?.name ?? "", (id) => this.show(id));
    this.poll = new Poll(line, snapshot.round.id, snapshot.version, (heard, asked) => this.heard(heard, asked));
  }

  /** Draw the subjects, none where the list has gone. What the phone holds of it, in words. */
  protected abstract drawSubjects(): string;

  /** The subjects as the map shows them. */
  protected abstract spots(): Spot[];

  /** Open a subject's card, wherever one was reading. */
  protected abstract show(id: number): void;

  /** Draw now, and whenever something changes. */
  async start(): Promise<void> {
    await this.refresh();
    this.keeper.addEventListener("change", () => void this.refresh());
    this.poll.start();
    void keptMap(this.snapshot.round.id).then((here) => {
      this.mapHere = here;
      this.draw();
    }, console.warn); // the list is there without it
    setTimeout(() => void this.takeMap(), LATER);
    window.addEventListener("online", () => void this.takeMap());
    setInterval(() => void this.look(), 30_000);
  }

  /** A list leaves by the clock also where nobody answers. */
  private async look(): Promise<void> {
    if (!this.gone && over(this.snapshot, Date.now())) await this.lose();
    this.draw();
  }

  /** The ground around the subjects goes with the list: kept now, gone with it. */
  private async takeMap(): Promise<void> {
    const { id } = this.snapshot.round;
    const places = kindOf(this.snapshot)?.places(this.snapshot) ?? [];
    const held = (): Promise<boolean> => this.keeper.store.shows(id, Date.now());
    if (!this.gone && !this.keeper.closed) this.mapHere = await keepMap(id, places, held);
    this.draw();
  }

  private async lose(): Promise<void> {
    this.gone = true;
    await this.keeper.store.forget(config.user, this.snapshot.round.id);
  }

  protected async refresh(): Promise<void> {
    try {
      this.entries = await this.keeper.store.entries(config.user);
    } catch (error) {
      console.warn(error);
      return drawUnread();
    }
    this.draw();
  }

  private async heard(heard: Heard, asked: number): Promise<void> {
    const { store } = this.keeper;
    this.keeper.hear(heard);
    if (typeof heard === "object" && heard.user === config.user) {
      this.snapshot = await store.keep(heard as S, config.user, asked);
      if (this.gone) return this.keeper.reload();
    } else if (heard === "unchanged") {
      this.snapshot.taken = asked;
      await store.renew(config.user, this.snapshot.round.id, asked);
    } else if (heard === "gone" && !this.gone) {
      await this.lose();
      await renewList();
    }
    await this.refresh();
  }

  /** Do what writes a record. Never let one seem saved that is not. */
  protected async write(deed: () => Promise<void>): Promise<void> {
    try {
      await deed();
      document.querySelector("[data-unsaved]")?.remove();
    } catch (error) {
      console.error(error);
      document.querySelector("[data-unsaved]")?.remove();
      const words = h("div", { class: "ds-alert", "data-color": "danger", role: "alert", "data-unsaved": true }, say(unsavedWords(error)));
      document.querySelector("[data-subjects]")?.before(words);
      window.scrollTo({ top: 0 });
    }
  }

  protected draw(): void {
    if (this.keeper.closed) return void drawLocked(this.keeper);
    if (this.gone) this.drawGone();
    const saved = this.drawSubjects();
    if (!this.gone) this.map.draw(this.spots());
    void drawStrip(this.keeper, this.entries, this.gone ? "" : saved + mapWords(this.mapHere));
    void drawNotices(this.keeper, this.entries);
  }

  /** A list that is over, or somebody else's, is nobody's business here: not where it went, nor what its map showed. */
  private drawGone(): void {
    const place = document.querySelector<HTMLElement>("[data-progress]");
    if (!place || place.dataset.key === "gone") return;
    blank();
    place.dataset.key = "gone";
    const way = h("a", { class: "ds-button", "data-variant": "secondary", href: "/field/" }, say("my_rounds"));
    place.replaceChildren(h("div", { class: "ds-alert", "data-color": "info" }, h("p", {}, say("gone")), h("p", {}, way)));
    document.querySelector("[data-notices]")?.after(place);
  }
}

/** What to say of a record that could not be written down. */
function unsavedWords(error: unknown): string {
  if (error instanceof Locked) return "not_saved_locked";
  return error instanceof DOMException && error.name === "QuotaExceededError" ? "not_saved" : "not_saved_cut";
}

/** The newer of what the page carries and what this phone remembers, kept. */
export async function newest<S extends State>(keeper: Keeper, state: S): Promise<Snapshot & S> {
  const remembered = (await keeper.store.snapshot(config.user, state.round.id, Date.now())) as (Snapshot & S) | undefined;
  const newer = remembered && Date.parse(remembered.server_time) >= Date.parse(state.server_time);
  // A page that the phone had kept is as old as it is: opening it says nothing new of whose list this is.
  const since = remembered ? Date.parse(state.server_time) - Date.parse(remembered.server_time) + remembered.taken : Infinity;
  const taken = Math.min(since, Date.now() - Math.round(performance.now()));
  return newer ? remembered : keeper.store.keep(state, config.user, taken);
}
