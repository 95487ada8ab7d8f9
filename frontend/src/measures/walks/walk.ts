/** A walk as a kind of subject on the phone: what was found on it, and a form for what is found now. */

import { Camera } from "../../field/camera.ts";
import type { Keeper } from "../../field/keeper.ts";
import type { Kind } from "../../field/kinds.ts";
import type { Line } from "../../field/line.ts";
import { ListPage, newest } from "../../field/list.ts";
import type { Spot } from "../../field/map.ts";
import type { Entry, Snapshot, State as AnyState } from "../../field/model.ts";
import { announce, clock, code, config, h, icon, ring, say } from "../../field/page.ts";
import { near, project, type Found, type Walk, type Walks } from "./near.ts";

type State = AnyState & Walks;
interface Place { lon: number; lat: number; how: "gps" | "pin"; accuracy: number | null }

const VAGUE_M = 50;
const STAND = "here";
/** As the server names it: a plain walk is the way of a round. */
const KIND = "safety_walk";

class WalkPage extends ListPage<State> {
  private form: NoteForm | null = null;
  private drawn = "";
  private readonly place = document.querySelector<HTMLElement>("[data-subjects]")!;
  private readonly list = h("ol", { class: "kk-group__doors" });

  static async begin(keeper: Keeper, line: Line, state: State): Promise<void> {
    await new WalkPage(keeper, line, await newest(keeper, state)).start();
  }

  private get found(): Found[] {
    return this.gone ? [] : project(this.snapshot, this.entries);
  }

  protected drawSubjects(): string {
    const [walk] = this.gone ? [] : this.snapshot.subjects;
    const found = this.found;
    const own = found.filter((each) => each.own);
    if (walk) this.drawHead(own.length, walk.way);
    if (walk && !this.form) {
      this.form = new NoteForm(walk, () => this.found, (note) => this.save(walk, note));
      this.place.replaceChildren(this.form.element, this.list);
    }
    const key = JSON.stringify(own);
    if (key !== this.drawn) this.list.replaceChildren(...[...own].reverse().map(row)); // the newest first
    this.drawn = key;
    return say("walks_saved", { n: own.length, time: clock(this.snapshot.taken) });
  }

  protected spots(): Spot[] {
    const [walk] = this.snapshot.subjects;
    const stops = (walk?.stops ?? []).map(({ name: label, lon, lat }, index) => ({ id: -1 - index, lon, lat, label, state: "stop", detail: "" }));
    const found = this.found.map(({ id, lon, lat, category, number, feels }) => (
      { id, lon, lat, label: code("findings", category), state: "found", detail: feels, order: String(number) }));
    return [...stops, ...found];
  }

  /** A stop that is touched on the map is the place of what is noted. */
  protected show(id: number): void {
    if (id < 0) this.form?.choose(-1 - id);
  }

  private async save(walk: Walk, note: Note): Promise<boolean> {
    let kept = false;
    await this.write(async () => {
      const { photos, about, ...more } = note;
      await this.keeper.record("found", { round: this.snapshot.round.id, kind: KIND, id: walk.id, address: about, pass: walk.pass }, more, 0, photos);
      kept = true;
      announce(`${about}: ${say("walks_noted", { n: this.found.filter((each) => each.own).length + 1 })}`);
      await this.refresh();
    });
    return kept;
  }

  private drawHead(n: number, way = ""): void {
    document.querySelector("[data-progress]")?.replaceChildren(
      h("span", { class: "kk-ring" }, ring(8, 0, Math.min(n, 8)), h("span", { class: "kk-ring__count", "aria-hidden": "true" }, String(n))),
      h("div", { class: "kk-round__text" }, h("h2", {}, say("walks_noted", { n })), way ? h("p", {}, way) : null));
  }
}

function row(found: Found): HTMLLIElement {
  const line = found.waiting ? say("on_phone") : found.state;
  return h("li", { class: "kk-door", "data-standing": "done", "data-finding": found.number },
    h("p", { class: "kk-door__head" },
      h("span", { class: "kk-door__mark" }, icon("footprint")),
      h("span", { class: "kk-door__text" },
        h("span", { class: "kk-door__name" }, `${found.number}. ${code("findings", found.category)}`),
        h("span", { class: "kk-door__line" }, `${found.feels}${line ? ` · ${line}` : ""}`))));
}

interface Note {
  category: string; feels: string; why: string; proposal: string; lon: number; lat: number;
  accuracy: number | null; how: "gps" | "pin"; same: number | null; photos: readonly Blob[]; about: string;
  [more: string]: unknown;
}

class NoteForm {
  readonly element: HTMLElement;
  private readonly category = h("select", { class: "ds-input", id: "walk-category" });
  private readonly feels = h("textarea", { class: "ds-input", id: "walk-feels", rows: 2, maxlength: 1000 });
  private readonly why = h("textarea", { class: "ds-input", id: "walk-why", rows: 2, maxlength: 1000 });
  private readonly proposal = h("textarea", { class: "ds-input", id: "walk-proposal", rows: 2, maxlength: 1000 });
  private readonly where = h("select", { class: "ds-input", id: "walk-where", onchange: () => this.placed() });
  private readonly said = h("p", { role: "status", "data-walk-said": true });
  private readonly doubt = h("div", { "data-walk-near": true });
  private readonly camera = new Camera();
  private here: Place | null = null;
  private saving = false;

  constructor(private readonly walk: Walk, private readonly found: () => Found[], private readonly keep: (note: Note) => Promise<boolean>) {
    this.category.append(h("option", { value: "", hidden: true }, say("walks_choose")),
      ...Object.keys(config.codes.findings ?? {}).map((each) => h("option", { value: each }, code("findings", each))));
    this.where.append(h("option", { value: "", hidden: true }, say("walks_choose")), h("option", { value: STAND }, say("walks_here")),
      ...walk.stops.map(({ name }, index) => h("option", { value: index }, name)));
    this.element = h("div", { class: "kk-form", role: "group", "aria-label": say("walks_new"), "data-walk-form": true },
      ...this.field("walks_about", this.category), ...this.field("walks_feels", this.feels),
      h("p", { class: "kk-door__why" }, say("walks_no_names")),
      ...this.field("walks_where", this.where), this.said,
      ...this.field("walks_why", this.why), ...this.field("walks_proposal", this.proposal),
      this.camera.element, this.doubt,
      h("button", { type: "button", class: "ds-button", "data-walk-save": true, onclick: () => void this.look() }, say("walks_save")));
  }

  choose(stop: number): void {
    this.where.value = String(stop);
    this.placed();
    this.where.focus();
  }

  private field(words: string, input: HTMLElement): HTMLElement[] {
    return [h("label", { class: "ds-label", for: input.id }, say(words)), input];
  }

  /** Where the person stands is asked for only once they choose it. */
  private placed(): void {
    this.doubt.replaceChildren();
    this.said.textContent = "";
    if (this.where.value !== STAND) return;
    this.here = null;
    this.said.textContent = say("walks_locating");
    navigator.geolocation.getCurrentPosition(
      ({ coords: { longitude: lon, latitude: lat, accuracy } }) => {
        this.here = { lon, lat, how: "gps", accuracy: Math.round(accuracy) };
        this.said.textContent = say(accuracy > VAGUE_M ? "walks_vague" : "walks_placed", { m: Math.round(accuracy) });
      },
      () => {
        this.said.textContent = say("walks_no_place");
        this.where.value = "";
      },
      { enableHighAccuracy: true, timeout: 15_000 },
    );
  }

  private at(): Place | null {
    const { value } = this.where;
    if (value === STAND) return this.here;
    const stop = value === "" ? undefined : this.walk.stops[Number(value)];
    return stop ? { lon: stop.lon, lat: stop.lat, how: "pin", accuracy: null } : null;
  }

  /** What lies near by is shown first: it may be the same. */
  private async look(): Promise<void> {
    const at = this.at();
    if (!this.category.value || !this.feels.value.trim() || !at) {
      this.said.textContent = say("walks_missing");
      (this.category.value ? (this.feels.value.trim() ? this.where : this.feels) : this.category).focus();
      return;
    }
    const close = near(at, this.found());
    if (!close.length || this.doubt.childElementCount) return this.save(at, null);
    this.doubt.replaceChildren(h("div", { class: "ds-alert", "data-color": "warning", role: "alert" },
      h("p", {}, say("walks_near")),
      ...close.slice(0, 3).map(([away, each]) => h("p", {},
        `${say("walks_of", { walk: each.walk, n: each.number })}: ${code("findings", each.category)}, ${each.feels} (${say("walks_metres", { m: Math.round(away) })}) `,
        each.id ? h("button", { type: "button", class: "ds-button", "data-variant": "secondary", onclick: () => void this.save(at, each.id) }, say("walks_same", { n: each.number })) : null)),
      h("button", { type: "button", class: "ds-button", "data-variant": "secondary", "data-walk-another": true, onclick: () => void this.save(at, null) }, say("walks_another"))));
    this.doubt.querySelector<HTMLElement>("button")?.focus();
  }

  private async save(at: Place, same: number | null): Promise<void> {
    if (this.saving) return;
    this.saving = true;
    try {
      const note = {
        category: this.category.value, feels: this.feels.value.trim(), why: this.why.value.trim(),
        proposal: this.proposal.value.trim(), ...at, same, photos: await this.camera.ready(), about: code("findings", this.category.value),
      };
      if (await this.keep(note)) this.clear();
    } finally {
      this.saving = false;
    }
  }

  private clear(): void {
    for (const input of [this.category, this.feels, this.why, this.proposal, this.where]) input.value = "";
    this.here = null;
    this.said.textContent = "";
    this.doubt.replaceChildren();
    this.camera.clear();
    this.category.focus();
  }
}

export const walk: Kind = {
  name: KIND,
  open: (keeper, line, state) => WalkPage.begin(keeper, line, state as State),
  summary(snapshot: Snapshot, entries: readonly Entry[]) {
    const own = project(snapshot as Snapshot & State, entries).filter((each) => each.own).length;
    return { held: own, left: say("walks_noted", { n: own }), total: own, tried: own, done: own };
  },
  places: (snapshot) => (snapshot as Snapshot & State).subjects.flatMap(({ stops }) => stops.map(({ lon, lat }): [number, number] => [lon, lat])),
  saved: (n, time) => say("walks_saved", { n, time }),
  said: (told) => code("findings", String(told.category ?? "")),
};
