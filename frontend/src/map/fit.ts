import type { IControl } from "maplibre-gl";
import { say } from "../words.ts";

/** A button that brings everything back into view. */
export class FitControl implements IControl {
  private readonly box = document.createElement("div");

  constructor(press: () => void) {
    this.box.className = "maplibregl-ctrl maplibregl-ctrl-group";
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "kk-map__fit", title: say("showAll") });
    button.setAttribute("aria-label", say("showAll"));
    button.addEventListener("click", press);
    this.box.append(button);
  }

  onAdd(): HTMLElement {
    return this.box;
  }

  onRemove(): void {
    this.box.remove();
  }
}
