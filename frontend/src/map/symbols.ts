/** The work's symbols, told apart by shape as well as colour. Drawn here, so nothing is fetched. */

import { say } from "../words.ts";

type Draw = (pen: CanvasRenderingContext2D) => void;

export interface Symbol {
  /** Its words in the legend. */
  words: () => string;
  draw: Draw;
}

export const pine = "#1f4d45";
const pinePale = "#b3cdc4";
const amber = "#dd9d2c";
const red = "#b02a21";
const dark = "#1d2422";
const grey = "#7b786f";
const paper = "#ffffff";
/** Risk is one hue, deeper where it is higher; the map draws its areas in the same. */
export const plum = "#5b3a70";
export const depths = [0.5, 0.34, 0.2, 0.1];

const pale = (depth: number): string => `rgb(91 58 112 / ${depth})`;

/** Symbols are drawn in a square of 32 by 32 around 0,0, at twice the size they are shown. */
export const SIDE = 32;

const disc = (fill: string, edge: string, radius = 9, width = 2.5): Draw => (pen) => {
  pen.beginPath();
  pen.arc(0, 0, radius, 0, 2 * Math.PI);
  filled(pen, fill, edge, width);
};

const diamond = (fill: string, edge: string): Draw => (pen) => {
  pen.save();
  pen.rotate(Math.PI / 4);
  pen.beginPath();
  pen.roundRect(-10, -10, 20, 20, 4.5);
  filled(pen, fill, edge, 2);
  pen.restore();
};

function filled(pen: CanvasRenderingContext2D, fill: string, edge: string, width: number): void {
  pen.fillStyle = fill;
  pen.fill();
  pen.lineWidth = width;
  pen.strokeStyle = edge;
  pen.stroke();
}

const strokes = (color: string, ...lines: number[][]): Draw => (pen) => {
  pen.beginPath();
  for (const [x = 0, y = 0, ...rest] of lines) {
    pen.moveTo(x, y);
    for (let at = 0; at < rest.length; at += 2) pen.lineTo(rest[at] ?? 0, rest[at + 1] ?? 0);
  }
  pen.lineWidth = 2.5;
  pen.lineCap = pen.lineJoin = "round";
  pen.strokeStyle = color;
  pen.stroke();
};

const home = (color: string): Draw => (pen) => {
  pen.beginPath();
  pen.moveTo(0, -5.5);
  [[5, -1], [5, 4.5], [1.4, 4.5], [1.4, 1], [-1.4, 1], [-1.4, 4.5], [-5, 4.5], [-5, -1]].forEach(([x = 0, y = 0]) =>
    pen.lineTo(x, y));
  pen.closePath();
  pen.fillStyle = color;
  pen.fill();
};

const ring: Draw = (pen) => {
  for (let door = 0; door < 8; door++) {
    pen.save();
    pen.rotate((door * Math.PI) / 4);
    pen.beginPath();
    pen.roundRect(-2.6, -14, 5.2, 6.5, [2.6, 2.6, 1, 1]);
    pen.fillStyle = pine;
    pen.fill();
    pen.restore();
  }
};

const square = (fill: string, edge: string, width: number, side = 18): Draw => (pen) => {
  pen.beginPath();
  pen.roundRect(-side / 2, -side / 2, side, side, side / 6);
  filled(pen, fill, edge, width);
};

/** A sign on its post. */
const post: Draw = (pen) => strokes(dark, [0, 2, 0, 13])(pen);

const plate = (fill: string, edge: string): Draw => (pen) => {
  pen.beginPath();
  pen.roundRect(-9, -11, 18, 14, 3);
  filled(pen, fill, edge, 2.5);
};

const together = (...parts: Draw[]): Draw => (pen) => parts.forEach((part) => part(pen));

/** By kind, then state. The state `*` is for every state without a symbol of its own. */
export const symbols: Record<string, Record<string, Symbol>> = {
  burglary: {
    "*": { words: () => say("burglary"), draw: together(diamond(dark, paper), home(paper)) },
    draft: { words: () => say("burglaryDraft"), draw: together(diamond(paper, dark), home(dark)) },
    closed: { words: () => say("burglaryEarlier"), draw: together(diamond(paper, grey), home(grey)) },
  },
  cocoon: {
    "*": { words: () => say("cocoon"), draw: together(disc(paper, paper, 14, 0), ring, home(pine)) },
  },
  alarm: {
    "*": { words: () => say("alarm"), draw: together(disc(amber, dark, 11), home(dark)) },
    danger: { words: () => say("alarmDanger"), draw: together(disc(red, paper, 12), home(paper)) },
    zone: { words: () => say("alarmZone"), draw: disc(paper, dark, 10, 2) },
    reported: { words: () => say("alarmReported"), draw: together(disc(paper, dark, 7), disc(dark, dark, 2, 0)) },
  },
  door: {
    "*": { words: () => say("doorOpen"), draw: disc(paper, grey) },
    next: { words: () => say("doorNext"), draw: together(disc(amber, dark, 10), strokes(dark, [-4, 0, 4, 0], [1, -3.5, 4.5, 0, 1, 3.5])) },
    talked: { words: () => say("doorTalked"), draw: together(disc(pine, paper, 10), strokes(paper, [-4, 0.5, -1, 3.5, 4.5, -3])) },
    visited: { words: () => say("doorVisited"), draw: together(disc(pinePale, pine), strokes(pine, [-3.5, 0, 3.5, 0])) },
    declined: { words: () => say("doorDeclined"), draw: together(disc(paper, grey), strokes(grey, [-3, -3, 3, 3], [-3, 3, 3, -3])) },
    come_back: { words: () => say("doorComeBack"), draw: together(disc(paper, amber, 9, 3), strokes(dark, [0, -4, 0, 0, 3, 2])) },
  },
  sign: {
    "*": { words: () => say("sign"), draw: together(post, plate(pine, paper)) },
    worn: { words: () => say("signWorn"), draw: together(post, plate(amber, dark)) },
    planned: { words: () => say("signPlanned"), draw: together(post, plate(paper, grey)) },
    next: { words: () => say("signNext"), draw: together(disc("rgb(221 157 44 / 0.45)", amber, 14), post, plate(pine, paper)) },
    seen: { words: () => say("signSeen"), draw: together(post, plate(pinePale, pine), strokes(pine, [-3.5, -4, -1, -1.5, 4, -6.5])) },
  },
  zone: {
    "*": { words: () => say("zone"), draw: square(pale(0.14), plum, 3) },
  },
  area: {
    "*": { words: () => say("area"), draw: square("rgb(31 77 69 / 0.06)", pine, 2) },
  },
  risk: {
    "1": { words: () => say("risk1"), draw: square(pale(depths[0]!), paper, 0) },
    "2": { words: () => say("risk2"), draw: square(pale(depths[1]!), paper, 0) },
    "3": { words: () => say("risk3"), draw: square(pale(depths[2]!), paper, 0) },
    "4": { words: () => say("risk4"), draw: square(pale(depths[3]!), paper, 0) },
  },
  point: {
    "*": { words: () => say("place"), draw: disc(pine, paper, 8) },
  },
};

/** What a zone's rank is written on, as in the list. */
export const tag: Pick<Symbol, "draw"> = { draw: square(paper, plum, 2, 22) };

/** The name of a feature's symbol, `kind/state`, falling back to the kind's own and then to a point. */
export function symbolOf(kind: string | undefined, state: string | undefined): string {
  const states = Object.hasOwn(symbols, kind ?? "") ? symbols[kind ?? ""] : undefined;
  if (!states) return "point/*";
  const known = state !== undefined && Object.hasOwn(states, state);
  return known || Object.hasOwn(states, "*") ? `${kind}/${known ? state : "*"}` : "point/*";
}

/** Kinds that are areas: drawn as fills, shown in the legend by a square. */
export const AREAS: ReadonlySet<string | undefined> = new Set(["zone", "risk", "area"]);

/** Every symbol by its name. */
export const named = (): [string, Symbol][] =>
  Object.entries(symbols).flatMap(([kind, states]) =>
    Object.entries(states).map(([state, symbol]): [string, Symbol] => [`${kind}/${state}`, symbol]));

/** A symbol as a canvas, `scale` device pixels to a unit. */
export function canvas({ draw }: Pick<Symbol, "draw">, scale: number): HTMLCanvasElement {
  const sheet = document.createElement("canvas");
  sheet.width = sheet.height = SIDE * scale;
  const pen = sheet.getContext("2d")!;
  pen.scale(scale, scale);
  pen.translate(SIDE / 2, SIDE / 2);
  draw(pen);
  return sheet;
}
