/** The page of one round. */

import type { Keeper, Place } from "../../field/keeper.ts";
import type { Line } from "../../field/line.ts";
import { ListPage, newest } from "../../field/list.ts";
import type { Spot } from "../../field/map.ts";
import { announce, clock, code, config, h, icon, ring, say } from "../../field/page.ts";
import { line as rowLine, row, type Deeds, type Look } from "./card.ts";
import { GRACE, LOOKS, toldOf, type FollowUp, type Outcome, type State } from "./model.ts";
import { FoundHomes, type Found } from "./found.ts";
import { Sheet } from "./sheet.ts";
import { counts, group, inOrder, next, ownVisit, project, ready, waits, type DoorView, type Group } from "./state.ts";

/** `next`: where one is, or goes now. */
function spot(door: DoorView, next: boolean): Spot {
  const { id, lon, lat, visit, walk, address: label } = door;
  const stands = door.standing === "part" ? "come_back" : visit ? LOOKS[visit.outcome] : door.standing === "closed" ? "declined" : "open";
  const state = next && waits(door) ? "next" : stands;
  return { id, lon, lat, state, label, detail: rowLine(door), ...(state === "open" && walk !== null ? { order: String(walk) } : {}) };
}

/** A second touch within this time is the same touch, or meant for what stood there before. */
const SETTLING = 600;

export class RoundPage extends ListPage<State> implements Deeds {
  /** In the order of the list. */
  private doors: DoorView[] = [];
  private open: number | null = null;
  private choosing: number | null = null;
  private counting: number | null = null;
  private again: number | null = null;
  /** At how many homes of the open block the next outcome happened. */
  private homes = 1;
  private quietUntil = 0;
  private readonly rows = new Map<number, { key: string; element: HTMLLIElement }>();
  private readonly sheet = new Sheet(() => this.draw());
  private readonly found = new FoundHomes((beside, found) => this.tellFound(beside, found));
  private readonly place = document.querySelector<HTMLElement>("[data-subjects]")!;

  /** Show the round from whichever is newer: what the page carries, or what this phone remembers. */
  static async open(keeper: Keeper, line: Line, state: State): Promise<void> {
    await new RoundPage(keeper, line, await newest(keeper, state)).start();
  }

  // What the visitor does.

  toggle(door: DoorView): void {
    if (this.open === door.id) this.leave(door);
    else this.enter(door);
    this.draw();
  }

  private enter(door: DoorView): void {
    const before = this.doors.find((other) => other.id === this.open);
    if (before) this.leave(before);
    this.open = door.id;
    if (waits(door)) this.claim(door);
  }

  private claim(door: DoorView): void {
    this.keeper.mention("claim", { kind: "door", id: door.id });
  }

  private close(): void {
    this.open = this.choosing = this.counting = this.again = null;
    this.homes = 1;
  }

  private leave(door: DoorView): void {
    this.close();
    if (!door.mine || door.standing === "done") return;
    this.keeper.mention("release", { kind: "door", id: door.id });
    const known = this.snapshot.doors.find((one) => one.id === door.id);
    if (known?.mine) Object.assign(known, { mine: false, claimed_by: null });
  }

  /** Whose card is open here is held by me, whether or not the server has heard of it yet. */
  private held(door: DoorView): DoorView {
    const mine = door.id === this.open && door.standing !== "done" && door.standing !== "closed" && !door.claimed_by;
    return mine ? { ...door, mine, claimed_by: config.name } : door;
  }

  chooseTime(door: DoorView | null): void {
    this.choosing = door?.id ?? null;
    this.draw();
    if (door) this.focus(door.id, "first");
  }

  anew(door: DoorView): void {
    this.again = this.again === door.id ? null : door.id;
    this.draw();
  }

  save(door: DoorView, outcome: Outcome, comeBackAt?: string): void {
    if (Date.now() < this.quietUntil) return;
    this.quietUntil = Date.now() + SETTLING;
    void this.write(async () => {
      const block = door.behind.all > 1;
      const more = { outcome, ...(comeBackAt && { come_back_at: comeBackAt }), ...(block && { homes: this.homes }) };
      const told = await this.keeper.record("visit", this.about(door), more);
      this.sheet.show({ door: door.id, told: toldOf({ told }) });
      announce(`${door.address}: ${code("outcomes", outcome)}`);
      this.close();
      if (block) this.open = door.id; // there are other homes at the same door
      await this.refresh();
      const after = this.doors.find((one) => one.id === door.id);
      if (after?.standing === "part") this.claim(after);
      else this.onward(door.id);
    });
  }

  setHomes(door: DoorView, homes: number): void {
    this.homes = Math.max(1, Math.min(door.behind.all, homes));
    this.draw();
  }

  startCount(door: DoorView | null): void {
    this.counting = door?.id ?? null;
    this.draw();
    if (door) this.focus(door.id, "first");
  }

  count(door: DoorView, homes: number): void {
    void this.write(async () => {
      await this.keeper.record("count", this.about(door), { homes });
      announce(`${door.address}: ${say("homes", { n: homes })}`);
      this.counting = null;
      this.homes = 1;
      await this.refresh();
      this.focus(door.id, "head");
    });
  }

  finish(door: DoorView, finished: boolean): void {
    if (Date.now() < this.quietUntil) return;
    this.quietUntil = Date.now() + SETTLING;
    void this.write(async () => {
      await this.keeper.record("finish", this.about(door), { finished });
      announce(`${door.address}: ${say(finished ? "finished" : "unfinish")}`);
      this.sheet.show(null);
      if (finished) this.close();
      await this.refresh();
      if (finished) this.onward(door.id);
    });
  }

  undo(door: DoorView): void {
    const saved = this.sheet.saved?.door === door.id ? this.sheet.saved.told.id : ownVisit(door)?.id;
    if (!saved) return;
    void this.write(async () => {
      await this.keeper.record("undo", this.about(door), { undoes: saved });
      this.sheet.show(null);
      await this.refresh();
      this.go(this.doors.find((one) => one.id === door.id) ?? door);
    });
  }

  follow(door: DoorView, kind: FollowUp): void {
    const saved = door.visits.find(({ id }) => id === this.sheet.saved?.told.id);
    const visit = saved ?? door.visit;
    if (!visit) return;
    if (door.visits.some(({ follow_ups }) => follow_ups.includes(kind))) {
      const wish = this.entries.find((entry) => {
        const told = toldOf(entry);
        return told.kind === "follow_up" && told.door === door.id && told.follow_ups?.includes(kind);
      });
      if (wish) void this.keeper.takeBack(wish.id);
      return;
    }
    void this.write(async () => {
      await this.keeper.record("follow_up", this.about(door), { visit: visit.id, follow_ups: [kind] }, GRACE);
      await this.refresh();
    });
  }

  private async tellFound(beside: DoorView, found: Found): Promise<boolean> {
    let kept = false;
    await this.write(async () => {
      await this.keeper.record("found", this.about(beside), found);
      kept = true;
      announce(say("found_waits", { address: found.address ?? "" }));
      await this.refresh();
    });
    return kept;
  }

  private about(door: DoorView): Place {
    return { round: this.snapshot.round.id, kind: "door", id: door.id, address: door.address, pass: door.pass };
  }

  private onward(from: number): void {
    const door = next(this.doors, from, Date.now());
    if (door) this.go(door);
    else this.draw();
  }

  private go(door: DoorView): void {
    this.enter(door);
    this.draw();
    const element = this.rows.get(door.id)?.element;
    element?.scrollIntoView({ block: "start", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth" });
    element?.querySelector<HTMLElement>('[data-focus="head"]')?.focus({ preventScroll: true });
  }

  protected show(id: number): void {
    const door = this.doors.find((one) => one.id === id);
    if (door) this.go(door);
  }

  private focus(id: number, key: string): void {
    this.rows.get(id)?.element.querySelector<HTMLElement>(`[data-focus="${key}"]`)?.focus();
  }

  // How it looks.

  protected drawSubjects(): string {
    const doors = this.gone ? [] : project(this.snapshot, this.entries);
    const groups = group(doors.map((door) => this.held(door)));
    this.doors = inOrder(groups);
    if (!this.gone) this.drawHead();
    this.drawGroups(groups);
    const saved = this.doors.find((door) => door.id === this.sheet.saved?.door) ?? null;
    if (!this.gone) this.sheet.draw(saved, this.toWalk(), this.rest(), this, (door) => this.go(door));
    const waiting = this.entries.filter(({ status, told }) => status === "waiting" && told.kind === "found");
    if (!this.gone) this.found.draw(this.doors, this.open ?? this.sheet.saved?.door ?? null, waiting.map((entry) => toldOf(entry).address ?? ""));
    return say("saved_here", { n: this.doors.length, time: clock(this.snapshot.taken) });
  }

  protected spots(): Spot[] {
    const here = this.doors.find((door) => door.id === this.open) ?? this.toWalk();
    return this.doors.filter(({ state }) => state !== "dropped").map((door) => spot(door, door.id === here?.id));
  }

  /** The next door, unless its card is open already. */
  private toWalk(): DoorView | null {
    const open = this.doors.find((door) => door.id === this.open);
    if (open && open.standing !== "done" && open.standing !== "closed") return null;
    return this.doors.find((door) => door.mine && ready(door, Date.now())) ?? next(this.doors, this.open, Date.now());
  }

  private rest(): string {
    const { open, again } = counts(this.doors);
    if (this.open !== null && open + again > 0) return "";
    if (open) return say("rest_claimed", { n: this.doors.filter(({ standing }) => standing === "open" || standing === "part").length });
    return again ? say("rest_again", { n: again }) : say("rest_done");
  }

  private drawHead(): void {
    const place = document.querySelector<HTMLElement>("[data-progress]");
    if (!place) return;
    const { eligible, visited, talked, open, again } = counts(this.doors);
    const left = open ? say("left", { n: open }) : again ? say("left_again", { n: again }) : say("left_none");
    const due = say("due", { time: clock(this.snapshot.round.due) });
    const key = [eligible, visited, talked, left, due].join();
    if (place.dataset.key === key) return;
    place.dataset.key = key;
    place.replaceChildren(
      h("span", { class: "kk-ring" }, ring(eligible, visited, talked), h("span", { class: "kk-ring__count", "aria-hidden": "true" }, String(talked), h("small", {}, `/${eligible}`))),
      h("div", { class: "kk-round__text" },
        h("h2", {}, left),
        h("p", {}, say("covered", { visited, eligible, talked })),
        h("p", {}, due)));
  }

  private drawGroups(groups: readonly Group[]): void {
    const seen = new Set<string>();
    groups.forEach((found, index) => {
      seen.add(found.key);
      const section = this.section(found.key);
      if (this.place.children[index] !== section) this.place.insertBefore(section, this.place.children[index] ?? null);
      this.drawGroup(section, found);
    });
    for (const section of [...this.place.children] as HTMLElement[]) if (!seen.has(section.dataset.group ?? "")) section.remove();
  }

  private section(key: string): HTMLElement {
    const known = [...this.place.children].find((one) => (one as HTMLElement).dataset.group === key);
    return (known as HTMLElement | undefined) ?? this.place.appendChild(
      h("section", { class: "kk-group", "data-group": key }, h("h2", { class: "kk-group__head" }), h("ol", { class: "kk-group__doors" })));
  }

  private drawGroup(section: HTMLElement, found: Group): void {
    const [head, list] = section.children as unknown as [HTMLElement, HTMLElement];
    section.toggleAttribute("data-closed", found.left === 0);
    const title = found.kind === "building" ? found.building : `${found.street}${found.side ? `, ${say(found.side)}` : ""}`;
    const words = found.left ? say("group_left", { n: found.left }) : say("group_done");
    if (head.dataset.key !== title + words) {
      head.dataset.key = title + words;
      head.replaceChildren(icon(found.kind === "building" ? "buildings-3" : "house", "sm"), h("span", {}, title), h("small", {}, words));
    }
    found.doors.forEach((door, index) => {
      const element = this.row(door, found.kind === "building");
      if (list.children[index] !== element) list.insertBefore(element, list.children[index] ?? null);
    });
    while (list.children.length > found.doors.length) list.lastElementChild?.remove();
  }

  /** The row of a door, built anew only when it looks different, with the focus kept where it was. */
  private row(door: DoorView, flat: boolean): HTMLLIElement {
    const open = this.open === door.id;
    const look: Look = {
      open, flat, choosing: this.choosing === door.id, counting: this.counting === door.id,
      homes: open ? this.homes : 1, anew: this.again === door.id,
      lines: !this.entries.some((entry) => entry.round === this.snapshot.round.id),
    };
    const known = this.rows.get(door.id);
    const number = door.walk ?? this.doors.indexOf(door) + 1;
    const key = JSON.stringify([open ? door : rowLine(door), door.standing, door.mine, number, look]);
    if (known?.key === key) return known.element;
    const element = row(door, number, look, this);
    if (known) this.replace(known.element, element);
    this.rows.set(door.id, { key, element });
    return element;
  }

  private replace(before: HTMLElement, after: HTMLElement): void {
    const focused = before.contains(document.activeElement) ? (document.activeElement as HTMLElement) : null;
    const typed = before.querySelector<HTMLInputElement>("input[data-focus]");
    const lines = before.querySelector<HTMLDetailsElement>(".kk-lines");
    before.replaceWith(after);
    const field = after.querySelector<HTMLInputElement>("input[data-focus]");
    if (field && typed && field.id === typed.id) field.value = typed.value;
    const fresh = after.querySelector<HTMLDetailsElement>(".kk-lines");
    if (lines && fresh) fresh.open = lines.open;
    const key = focused?.dataset.focus;
    if (focused) (after.querySelector<HTMLElement>(`[data-focus="${key}"]`) ?? after.querySelector<HTMLElement>('[data-focus="head"]'))?.focus({ preventScroll: true });
  }
}
