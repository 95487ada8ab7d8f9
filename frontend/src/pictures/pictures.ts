/** `<kk-blur>` around a picture: rectangles are drawn on it by finger or mouse, or typed in numbers.
 *
 *  They lie in the form's hidden field `regions`; without this script the numbers are sent as they are. */

import { language, say } from "../words.ts";
import { between, parse, typed, type Region, type Spot } from "./regions.ts";

const NUMBERS = ["x", "y", "width", "height"];

class Blur extends HTMLElement {
  private image!: HTMLImageElement;
  private canvas!: HTMLCanvasElement;
  private field!: HTMLInputElement;
  private regions: Region[] = [];
  private from: Spot | null = null;
  private to: Spot | null = null;

  connectedCallback(): void {
    const image = this.querySelector("img");
    const field = this.querySelector<HTMLInputElement>('input[name="regions"]');
    if (!image || !field || this.canvas) return;
    this.image = image;
    this.field = field;
    this.canvas = document.createElement("canvas");
    this.canvas.setAttribute("aria-hidden", "true"); // the list beside it says the same
    image.after(this.canvas);
    this.listen();
    this.read();
  }

  private listen(): void {
    new ResizeObserver(() => this.draw()).observe(this.image);
    this.canvas.addEventListener("pointerdown", (event) => this.begin(event));
    this.canvas.addEventListener("pointermove", (event) => this.go(event));
    this.canvas.addEventListener("pointerup", (event) => this.finish(event));
    this.canvas.addEventListener("pointercancel", () => this.leave());
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.leave());
    const add = this.querySelector<HTMLButtonElement>("[data-add]");
    add?.addEventListener("click", () => this.type());
    if (add) add.hidden = false;
    // A draft that is put back is written into the field behind our back.
    new MutationObserver(() => this.read()).observe(document.documentElement, { attributeFilter: ["data-drafts"] });
    this.closest("form")?.addEventListener("click", () => setTimeout(() => this.read()));
  }

  private spot(event: PointerEvent): Spot {
    const box = this.canvas.getBoundingClientRect();
    return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
  }

  private begin(event: PointerEvent): void {
    if (!event.isPrimary || event.button > 0) return this.leave();
    this.canvas.setPointerCapture(event.pointerId);
    this.from = this.to = this.spot(event);
  }

  private go(event: PointerEvent): void {
    if (!this.from || !event.isPrimary) return;
    this.to = this.spot(event);
    this.draw();
  }

  private finish(event: PointerEvent): void {
    if (!this.from || !event.isPrimary) return;
    const drawn = between(this.from, this.spot(event));
    this.leave();
    if (drawn) this.set([...this.regions, drawn]);
  }

  private leave(): void {
    this.from = this.to = null;
    this.draw();
  }

  private type(): void {
    const inputs = NUMBERS.map((name) => this.querySelector<HTMLInputElement>(`input[name="${name}"]`));
    const region = typed(inputs.map((input) => input?.value ?? ""));
    if (!region) return void (this.said.textContent = say("regionNone"));
    for (const input of inputs) if (input) input.value = "";
    this.set([...this.regions, region]);
    inputs[0]?.focus();
  }

  private get said(): HTMLElement {
    return this.querySelector<HTMLElement>("[data-said]") ?? this;
  }

  private set(regions: Region[]): void {
    this.field.value = JSON.stringify(regions);
    this.field.dispatchEvent(new Event("change", { bubbles: true }));
    this.read();
    this.said.textContent = say(regions.length === 1 ? "regionsOne" : "regionsMany", { n: regions.length });
  }

  private read(): void {
    const found = parse(this.field.value);
    if (JSON.stringify(found) === JSON.stringify(this.regions)) return;
    this.regions = found;
    this.list();
    this.draw();
  }

  private list(): void {
    const percent = new Intl.NumberFormat(language(), { style: "percent" });
    this.querySelector("[data-list]")?.replaceChildren(...this.regions.map(([x, y, width, height], index) => {
      const row = document.createElement("li");
      const [left, top, wide, high] = [x, y, width, height].map((part) => percent.format(part)) as [string, string, string, string];
      const words = Object.assign(document.createElement("span"), { textContent: say("region", { n: index + 1, left, top, wide, high }) });
      const button = Object.assign(document.createElement("button"), { type: "button", className: "ds-button", textContent: say("regionRemove") });
      button.dataset.variant = "tertiary";
      button.setAttribute("aria-label", `${say("regionRemove")}: ${words.textContent}`);
      button.addEventListener("click", () => this.set(this.regions.filter((_, other) => other !== index)));
      row.append(words, button);
      return row;
    }));
  }

  private draw(): void {
    const { canvas, image } = this;
    const scale = window.devicePixelRatio || 1;
    canvas.width = Math.round(image.clientWidth * scale);
    canvas.height = Math.round(image.clientHeight * scale);
    const paper = canvas.getContext("2d");
    if (!paper) return;
    const drawing = this.from && this.to && between(this.from, this.to);
    this.regions.forEach((region, index) => this.mark(paper, region, scale, String(index + 1)));
    if (drawing) this.mark(paper, drawing, scale, "");
  }

  private mark(paper: CanvasRenderingContext2D, [x, y, width, height]: Region, scale: number, name: string): void {
    const { width: whole, height: high } = paper.canvas;
    const box = [x * whole, y * high, width * whole, height * high] as const;
    paper.fillStyle = "rgb(20 30 28 / 72%)";
    paper.fillRect(...box);
    paper.lineWidth = 2 * scale;
    paper.strokeStyle = "#fff";
    paper.strokeRect(...box);
    paper.fillStyle = "#fff";
    paper.font = `600 ${14 * scale}px Inter, sans-serif`;
    paper.textBaseline = "top";
    paper.fillText(name, box[0] + 5 * scale, box[1] + 5 * scale);
  }
}

customElements.define("kk-blur", Blur);
