/** The operator's console: the queue, the open alarm, the line to the server, sound and keys. */

import { Clock, elapsed } from "./clock.ts";
import { Keys } from "./keys.ts";
import { Line } from "./line.ts";
import type { Contact } from "./line.ts";
import { allowed, config, find, part, say, time, write } from "./page.ts";
import { Panel, idOf } from "./panel.ts";
import { Queue } from "./queue.ts";
import type { Row } from "./queue.ts";
import { Colours } from "./scheme.ts";
import { Sound } from "./sound.ts";

const ticks = (): number => performance.now();

class Console {
  private readonly clock = new Clock();
  private readonly queue: Queue;
  private readonly panel: Panel;
  private readonly sound = new Sound(() => this.draw());
  private readonly keys: Keys;
  private readonly line: Line;
  private readonly colours = new Colours((dark) => find("[data-colours]").setAttribute("aria-pressed", String(dark)));
  private contact: Contact = "asking";
  private fresh = config.now;
  private looked: string | null = null;

  constructor() {
    this.clock.heard(config.now);
    this.queue = new Queue(this.clock);
    this.panel = new Panel(() => this.moved(), () => void this.line.look());
    this.keys = new Keys({
      j: () => this.queue.step(1),
      k: () => this.queue.step(-1),
      ArrowDown: () => this.queue.step(1),
      ArrowUp: () => this.queue.step(-1),
    });
    this.line = new Line({
      ask: () => this.ask(),
      heard: (now) => this.clock.heard(now),
      contact: (contact) => this.said(contact),
      open: () => new EventSource(config.stream),
      ticks,
      later: (work, wait) => void setTimeout(work, wait),
    });
  }

  start(): void {
    this.moved();
    this.watch();
    this.keys.start();
    this.line.start();
    this.draw();
    setInterval(() => this.draw(), 250);
  }

  private async ask(): Promise<"fresh" | "gone"> {
    const answer = await part(config.queue);
    if (!allowed(answer)) return "gone";
    if (!answer.ok) throw new Error(String(answer.status));
    const fresh = this.queue.take(await answer.text());
    this.fresh = Number(answer.headers.get("X-Kokong-Now"));
    this.clock.heard(this.fresh);
    this.announce(fresh);
    this.moved();
    this.panel.refreshSoon(); // a colleague's note, or a draft, shows in no row
    return "fresh";
  }

  /** The queue or the open alarm may have changed: mark it, and fetch it where its row looks different. */
  private moved(): void {
    const { id } = this.panel;
    this.queue.mark(id);
    const look = id ? this.queue.look(id) : null;
    const before = this.looked;
    this.looked = `${id} ${look}`;
    if (id && before?.startsWith(`${id} `) && before !== this.looked) void this.panel.refresh();
    this.draw();
  }

  private announce(fresh: Row[]): void {
    const [first] = fresh;
    if (!first) return;
    const words = say(first.reminder ? "reminder" : "new_alarms", { n: fresh.length, first: first.words });
    write(find(first.urgent ? "[data-alert]" : "[data-live]"), words);
  }

  private said(contact: Contact): void {
    this.contact = contact;
    find("[data-lost]").hidden = contact !== "lost";
    find("[data-out]").hidden = contact !== "out";
    document.body.toggleAttribute("data-stale", contact === "lost" || contact === "out");
    if (contact === "lost") write(find("[data-lost-since]"), time(this.fresh));
    if (contact === "live") void this.panel.refresh();
    this.draw();
  }

  private watch(): void {
    for (const name of ["pointerdown", "keydown"]) document.addEventListener(name, () => void this.sound.wake(false));
    for (const name of ["online", "offline", "focus"]) window.addEventListener(name, () => void this.line.look());
    document.addEventListener("visibilitychange", () => void this.line.look());
    const on = (name: string, work: () => void): void => find(`[data-${name}]`).addEventListener("click", work);
    on("sound", () => void this.sound.wake(true).then(() => this.draw()));
    on("silence", () => this.silence());
    on("next", () => this.next());
    on("colours", () => this.colours.press());
    on("help", () => find("[data-keys]", document).dispatchEvent(new Event("kk-open")));
    this.watchHelp();
    find("[data-queue]").addEventListener("click", (event) => this.clicked(event));
  }

  private watchHelp(): void {
    const dialog = find("[data-keys]") as HTMLDialogElement;
    const single = find("[data-single-keys]") as HTMLInputElement;
    single.checked = this.keys.on;
    single.addEventListener("change", () => (this.keys.on = single.checked));
    dialog.addEventListener("kk-open", () => dialog.showModal());
    dialog.addEventListener("click", (event) => {
      if ((event.target as Element).closest("[data-close]")) dialog.close();
    });
  }

  private clicked(event: MouseEvent): void {
    const link = (event.target as Element).closest("a");
    const id = link && idOf(new URL(link.href).pathname);
    if (!id || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void this.panel.open(id);
  }

  /** Open the first alarm that nobody has. */
  private next(): void {
    const [first] = this.queue.waiting();
    if (first) void this.panel.open(first.id);
  }

  private silence(): void {
    const { silence } = this.sound;
    if (silence.left(ticks())) silence.end();
    else silence.begin(this.queue.waiting().map(({ key }) => key), ticks());
    this.draw();
  }

  private draw(): void {
    const waiting = this.queue.waiting();
    const now = ticks();
    this.queue.tick();
    this.sound.ring(waiting.map(({ key }) => key), waiting.some(({ urgent }) => urgent), now);
    const hearing = this.sound.hearing(now);
    find("[data-sound]").hidden = hearing !== "blocked";
    find("[data-sound-off]").hidden = hearing !== "blocked";
    find("[data-silence]").hidden = hearing === "blocked";
    const left = this.sound.silence.left(now);
    write(find("[data-silence-words]"), left ? say("silenced", { left: elapsed(left) }) : say("silence"));
    find("[data-silence]").setAttribute("aria-pressed", String(left > 0));
    const contact = find("[data-contact]");
    contact.dataset.contact = this.contact;
    write(contact, say(`contact_${this.contact}`));
    write(find("[data-clock]"), time(this.clock.now()));
  }
}

new Console().start();
