/** Layers that one switches on and off under the map. */

interface Choice {
  words: string;
  /** Address of a GeoJSON FeatureCollection. */
  features: string;
  shown: boolean;
}

export class Switches {
  private readonly choices: Choice[];

  constructor(given?: string, private readonly changed: () => void = () => {}) {
    this.choices = given ? (JSON.parse(given) as Choice[]) : [];
  }

  /** What is switched on. */
  addresses(): string[] {
    return this.choices.filter(({ shown }) => shown).map(({ features }) => features);
  }

  /** The switches in a row; nothing where there is nothing to choose. */
  controls(): HTMLElement[] {
    if (!this.choices.length) return [];
    const row = Object.assign(document.createElement("div"), { className: "kk-map__switches" });
    row.append(...this.choices.map((choice) => this.control(choice)));
    return [row];
  }

  private control(choice: Choice): HTMLElement {
    const label = document.createElement("label");
    const box = Object.assign(document.createElement("input"), { type: "checkbox", checked: choice.shown });
    box.className = "ds-input";
    box.addEventListener("change", () => {
      choice.shown = box.checked;
      this.changed();
    });
    label.append(box, choice.words);
    return label;
  }
}
