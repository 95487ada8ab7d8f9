/** Signs as a kind of subject on the phone: a list, and five buttons for the one that is open. */

import "./sign.css";
import { Camera } from "../../field/camera.ts";
import type { Keeper } from "../../field/keeper.ts";
import type { Kind } from "../../field/kinds.ts";
import type { Line } from "../../field/line.ts";
import { ListPage, newest } from "../../field/list.ts";
import type { Spot } from "../../field/map.ts";
import type { Entry, Snapshot, State as AnyState } from "../../field/model.ts";
import { announce, clock, code, h, icon, ring, say } from "../../field/page.ts";
import { CONDITIONS, counts, project, type Condition, type Sign, type Signs } from "./state.ts";

/** A second touch within this time is the same touch, or meant for what stood there before. */
const SETTLING = 600;

type State = AnyState & Signs;

class SignsPage extends ListPage<State> {
  private open: number | null = null;
  private camera = new Camera();
  private drawn = "";
  private quietUntil = 0;
  private saving = false; // what is being written has its card and its photos to itself
  private readonly place = document.querySelector<HTMLElement>("[data-subjects]")!;

  static async begin(keeper: Keeper, line: Line, state: State): Promise<void> {
    await new SignsPage(keeper, line, await newest(keeper, state)).start();
  }

  private toggle(sign: Sign): void {
    if (this.saving) return;
    this.open = this.open === sign.id ? null : sign.id;
    this.camera.clear();
    this.draw();
    this.focus(sign.id);
  }

  private save(sign: Sign, condition: Condition): void {
    if (this.saving || Date.now() < this.quietUntil) return;
    this.quietUntil = Date.now() + SETTLING;
    this.saving = true;
    void this.write(async () => {
      const { id, place: address, pass } = sign;
      await this.keeper.record("checked", { round: this.snapshot.round.id, kind: "sign", id, address, pass }, { condition }, 0, await this.camera.ready());
      this.camera.clear();
      announce(`${address}: ${code("conditions", condition)}`);
      const signs = project(this.snapshot, await this.keeper.store.entries(this.snapshot.user));
      this.open = signs.find((each) => !each.seen)?.id ?? null;
      await this.refresh();
      if (this.open !== null) this.focus(this.open);
    }).finally(() => (this.saving = false));
  }

  private focus(id: number): void {
    this.place.querySelector<HTMLElement>(`[data-sign="${id}"] button`)?.focus();
  }

  protected drawSubjects(): string {
    const signs = this.gone ? [] : project(this.snapshot, this.entries);
    if (!this.gone) this.drawHead(signs);
    // Asked after every second or so: what looks the same stays, with the focus and the finger on it.
    const key = JSON.stringify([signs, this.open]);
    if (key !== this.drawn) this.drawRows(signs);
    this.drawn = key;
    return say("signs_saved", { n: signs.length, time: clock(this.snapshot.taken) });
  }

  protected spots(): Spot[] {
    const signs = project(this.snapshot, this.entries);
    const next = this.open ?? signs.find(({ seen }) => !seen)?.id;
    return signs.map(({ id, lon, lat, place: label, seen, what }) => (
      { id, lon, lat, label, state: id === next ? "next" : seen ? "seen" : "", detail: seen ? say("signs_seen", { condition: code("conditions", seen) }) : what }));
  }

  protected show(id: number): void {
    if (this.saving) return;
    if (this.open !== id) this.camera.clear();
    this.open = id;
    this.draw();
    this.focus(id);
    this.place.querySelector(`[data-sign="${id}"]`)?.scrollIntoView({ block: "start" });
  }

  private drawRows(signs: readonly Sign[]): void {
    const focused = document.activeElement?.closest<HTMLElement>("[data-sign]")?.dataset.sign;
    this.place.replaceChildren(h("ol", { class: "kk-group__doors" }, ...signs.map((sign) => this.row(sign))));
    if (focused) this.focus(Number(focused));
  }

  private drawHead(signs: readonly Sign[]): void {
    const { total, done } = counts(signs);
    const left = total > done ? say("signs_left", { n: total - done }) : say("signs_done");
    document.querySelector("[data-progress]")?.replaceChildren(
      h("span", { class: "kk-ring" }, ring(total, done, done), h("span", { class: "kk-ring__count", "aria-hidden": "true" }, String(done), h("small", {}, `/${total}`))),
      h("div", { class: "kk-round__text" }, h("h2", {}, left)));
  }

  private row(sign: Sign): HTMLLIElement {
    const open = this.open === sign.id;
    const card = `card-${sign.id}`;
    const line = sign.seen ? say("signs_seen", { condition: code("conditions", sign.seen) }) : sign.what;
    return h("li", { class: "kk-door", "data-sign": sign.id, "data-standing": sign.seen ? "done" : "open", "data-open": open },
      h("h3", {},
        h("button", { class: "kk-door__head", type: "button", "aria-expanded": String(open), "aria-controls": card, onclick: () => this.toggle(sign) },
          h("span", { class: "kk-door__mark" }, icon(sign.seen ? "checkmark" : "hiking-trail-sign")),
          h("span", { class: "kk-door__text" }, h("span", { class: "kk-door__name" }, sign.place), h("span", { class: "kk-door__line" }, line + (sign.waiting ? ` · ${say("on_phone")}` : ""))),
          h("span", { class: "kk-door__arrow" }, icon("chevron-down", "sm")))),
      open ? h("div", { id: card, class: "kk-door__card" }, ...this.card(sign)) : h("div", { id: card, hidden: true }));
  }

  private card(sign: Sign): HTMLElement[] {
    return [
      ...(sign.quiet ? [h("p", { "data-quiet": true }, icon("circle-slash", "sm"), " ", say("signs_quiet"))] : []),
      h("p", {}, say("signs_ask"), " ", sign.before ? say("signs_before", { condition: code("conditions", sign.before) }) : ""),
      h("div", { class: "kk-conditions" }, ...CONDITIONS.map((condition) =>
        h("button", { class: "ds-button", type: "button", "data-variant": "secondary", onclick: () => this.save(sign, condition) }, code("conditions", condition)))),
      this.camera.element,
    ];
  }
}

export const sign: Kind = {
  name: "sign",
  open: (keeper, line, state) => SignsPage.begin(keeper, line, state as State),
  summary(snapshot: Snapshot, entries: readonly Entry[]) {
    const { total, done } = counts(project(snapshot as Snapshot & State, entries));
    const left = total > done ? say("signs_left", { n: total - done }) : say("signs_done");
    return { held: total, left, total, tried: done, done };
  },
  places: (snapshot) => (snapshot as Snapshot & State).subjects.filter(({ lon, lat }) => lon || lat).map(({ lon, lat }) => [lon, lat]),
  saved: (n, time) => say("signs_saved", { n, time }),
  said: (told) => code("conditions", String(told.condition ?? "")),
};
