/** A button that takes photos, and those taken so far; they go with the next record of the subject.
 *
 *  A kind makes one for what is open, puts `element` on its card and hands what is `ready()` to `keeper.record`. */

import { announce, h, icon, say } from "./page.ts";
import { shrink } from "./shrink.ts";

const MOST = 4;
const THUMB = 72;

export class Camera {
  readonly element = h("div", { class: "kk-camera" });
  private photos: Blob[] = [];
  /** Whose photos these are: what is still being made smaller for the subject before is thrown away. */
  private turn = 0;
  private busy: Promise<void> = Promise.resolve();
  private readonly input: HTMLInputElement;
  private readonly list = h("ul", { class: "kk-camera__list", "aria-label": say("photos") });
  private readonly label: HTMLLabelElement;

  constructor() {
    this.input = h("input", { type: "file", accept: "image/*", capture: "environment", class: "ds-sr-only", onchange: () => this.taken() });
    this.label = h("label", { class: "ds-button", "data-variant": "secondary" }, icon("camera"), say("photo_take"), this.input);
    this.element.append(this.list, this.label);
  }

  /** They are safe on the phone; the next record has its own. */
  clear(): void {
    this.turn += 1;
    this.photos = [];
    void this.draw();
  }

  /** Those taken, once the last one is small enough to be kept. */
  async ready(): Promise<Blob[]> {
    await this.busy;
    return this.photos;
  }

  private taken(): void {
    const [file] = this.input.files ?? [];
    this.input.value = "";
    if (!file?.size) return;
    const { turn } = this;
    this.element.setAttribute("aria-busy", "true");
    // One after the other, so that none is lost and they keep their order.
    this.busy = this.busy.then(() => this.add(file, turn)).catch((error: unknown) => console.error(error))
      .finally(() => this.element.removeAttribute("aria-busy"));
  }

  private async add(file: File, turn: number): Promise<void> {
    const small = await shrink(file);
    if (turn !== this.turn) return;
    this.photos = [...this.photos, small];
    await this.draw();
    announce(say("photos_taken", { n: this.photos.length }));
  }

  private async draw(): Promise<void> {
    this.label.hidden = this.photos.length >= MOST;
    this.list.replaceChildren(...(await Promise.all(this.photos.map((photo, index) => this.row(photo, index)))));
  }

  private async row(photo: Blob, index: number): Promise<HTMLLIElement> {
    const remove = (): void => {
      this.photos = this.photos.filter((other) => other !== photo);
      void this.draw();
    };
    return h("li", {}, await thumb(photo),
      h("button", { class: "ds-button", type: "button", "data-variant": "tertiary", "data-icon": true, "aria-label": say("photo_remove", { n: index + 1 }), onclick: remove }, icon("trash")));
  }
}

/** Drawn instead of linked to: the page may show no pictures but the server's. */
async function thumb(photo: Blob): Promise<HTMLCanvasElement> {
  const canvas = h("canvas", { width: THUMB, height: THUMB, "aria-hidden": "true" });
  const whole = await createImageBitmap(photo).catch(() => null);
  const side = Math.min(whole?.width ?? 1, whole?.height ?? 1);
  if (whole) canvas.getContext("2d")?.drawImage(whole, (whole.width - side) / 2, (whole.height - side) / 2, side, side, 0, 0, THUMB, THUMB);
  whole?.close();
  return canvas;
}
