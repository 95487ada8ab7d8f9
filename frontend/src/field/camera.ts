/** A button that takes photos, and those taken so far; they go with the next record of the subject.
 *
 *  A kind makes one for what is open, puts `element` on its card and hands `photos` to `keeper.record`. */

import { announce, h, icon, say } from "./page.ts";
import { shrink } from "./shrink.ts";

const MOST = 4;
const THUMB = 72;

export class Camera {
  readonly element = h("div", { class: "kk-camera" });
  photos: Blob[] = [];
  private readonly input: HTMLInputElement;
  private readonly list = h("ul", { class: "kk-camera__list", "aria-label": say("photos") });
  private readonly label: HTMLLabelElement;

  constructor() {
    this.input = h("input", { type: "file", accept: "image/*", capture: "environment", class: "ds-sr-only", onchange: () => void this.taken() });
    this.label = h("label", { class: "ds-button", "data-variant": "secondary" }, icon("camera"), say("photo_take"), this.input);
    this.element.append(this.list, this.label);
  }

  /** They are safe on the phone; the next record has its own. */
  clear(): void {
    this.photos = [];
    void this.draw();
  }

  private async taken(): Promise<void> {
    const [file] = this.input.files ?? [];
    this.input.value = "";
    if (!file?.size) return;
    this.element.setAttribute("aria-busy", "true");
    this.photos = [...this.photos, await shrink(file)];
    this.element.removeAttribute("aria-busy");
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
