/** Looks as the server tells them, enough of them for tests. */

import type { Told } from "../../src/map/looks.ts";

export const told: Told = {
  colours: { ink: ["#111111", "#eeeeee"], paper: ["#ffffff", "#000000"] },
  usual: { shape: "disc", fill: "paper", edge: "ink", mark: "", ink: "ink", size: 9, width: 2.5, depth: 1, dashed: false, halo: "" },
  fading: [
    { days: 14, strength: 1, words: "2 weeks", colour: "ember", size: 1.15, fresh: true },
    { days: 92, strength: 0.75, words: "3 months", colour: "rust", size: 1, fresh: false },
    { days: null, strength: 0.3, words: "older", colour: "ash", size: 0.7, fresh: false },
  ],
  looks: [
    { kind: "point", symbols: [{ state: "place", words: "Place" }] },
    { kind: "door", order: 2, symbols: [{ state: "open", words: "To visit" }, { state: "talked", words: "Talked to", fill: "ink" }] },
    { kind: "cocoon", order: 2, fades: true, symbols: [{ state: "active", words: "Cocoon", shape: "ring" }] },
    { kind: "burglary", order: 3, ages: true, symbols: [{ state: "confirmed", words: "Burglary", shape: "diamond", fill: "age" }] },
    { kind: "risk", area: true, order: 0, backdrop: true, symbols: [{ state: "1", words: "Top 1 %", depth: 0.5 }] },
  ],
};
