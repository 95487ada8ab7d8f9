/**
 * Moves the number of signs by a slider: the map shows the best spots at first, then as many as the slider says, in the
 * order in which each adds most. What the best for another number are, the form's button asks the server.
 */

import type { KokongMap } from "../../map/map.ts";
import type { WorkFeature } from "../../map/work.ts";
import { say } from "../../words.ts";

interface Spot { lon: number; lat: number; label: string; detail: string }
interface Spots { best: Spot[]; turns: Spot[]; shares: string[] }

const spots = JSON.parse(document.getElementById("spots")!.textContent!) as Spots;
const map = document.querySelector<KokongMap>("kk-map")!;
const panel = document.getElementById("turns")!;
const slider = panel.querySelector("input")!;
const said = panel.querySelector("output")!;
const number = document.querySelector<HTMLInputElement>("input[name=signs]");

const feature = ({ lon, lat, label, detail }: Spot): WorkFeature => ({
  type: "Feature",
  geometry: { type: "Point", coordinates: [lon, lat] },
  properties: { kind: "sign", state: "next", label, detail },
});

const show = (some: Spot[]): void => {
  if (customElements.get("kk-map")) map.mark(some.map(feature));
};

slider.addEventListener("input", () => {
  const count = slider.valueAsNumber;
  show(spots.turns.slice(0, count));
  said.textContent = say("turns", { n: count, share: spots.shares[count - 1]!, adds: spots.turns[count - 1]!.detail });
  if (number) number.value = slider.value;
});

panel.hidden = !spots.turns.length;
show(spots.best);
void map.opened.then(() => show(spots.best));
