/**
 * Shapes and marks, told apart by form as well as colour. Drawn here, so nothing is fetched. What they are drawn for
 * the rooms declare (`looks.ts`).
 */

import type { Looks, Mark, Shape, Symbol } from "./looks.ts";

type Pen = CanvasRenderingContext2D;

/** Symbols are drawn in a square of 40 by 40 around 0,0. */
const SIDE = 40;

const shapes: Record<Shape, (pen: Pen, symbol: Symbol, looks: Looks) => void> = {
  disc: (pen, { size, ...symbol }, looks) => {
    pen.beginPath();
    pen.arc(0, 0, size, 0, 2 * Math.PI);
    filled(pen, symbol, looks);
  },
  diamond: (pen, symbol, looks) => {
    pen.save();
    pen.rotate(Math.PI / 4);
    rounded(pen, -10, -10, 20, 20, 4.5);
    filled(pen, symbol, looks);
    pen.restore();
  },
  /** Eight doors around a home. What lies in the middle may be drawn over. */
  ring: (pen, { fill, edge }, looks) => {
    pen.beginPath();
    pen.arc(0, 0, 19.5, 0, 2 * Math.PI);
    pen.fillStyle = looks.colour(edge);
    pen.fill();
    pen.fillStyle = looks.colour(fill);
    for (let door = 0; door < 8; door++) {
      pen.save();
      pen.rotate((door * Math.PI) / 4);
      pen.beginPath();
      pen.roundRect(-3.1, -19, 6.2, 7, [3.1, 3.1, 1, 1]);
      pen.fill();
      pen.restore();
    }
  },
  /** A sign on its post. */
  plate: (pen, symbol, looks) => {
    strokes(pen, looks.colour("ink"), [0, 2, 0, 13]);
    rounded(pen, -9, -11, 18, 14, 3);
    filled(pen, symbol, looks);
  },
  square: (pen, { size, ...symbol }, looks) => {
    rounded(pen, -size, -size, 2 * size, 2 * size, size / 3);
    filled(pen, symbol, looks);
  },
  /** How a line is told in the legend; on the map it is drawn by its edge. */
  line: (pen, { edge, width, dashed }, looks) => {
    pen.beginPath();
    pen.setLineDash(dashed ? [3 * width, 2 * width] : []);
    pen.moveTo(-16, 0);
    pen.lineTo(16, 0);
    pen.lineWidth = width;
    pen.strokeStyle = looks.colour(edge);
    pen.stroke();
    pen.setLineDash([]);
  },
};

export const marks: Record<Mark, (pen: Pen, colour: string) => void> = {
  "": () => {},
  home: (pen, colour) => {
    pen.beginPath();
    pen.moveTo(0, -5.5);
    for (const [x, y] of [[5, -1], [5, 4.5], [1.4, 4.5], [1.4, 1], [-1.4, 1], [-1.4, 4.5], [-5, 4.5], [-5, -1]] as const) pen.lineTo(x, y);
    pen.closePath();
    pen.fillStyle = colour;
    pen.fill();
  },
  tick: (pen, colour) => strokes(pen, colour, [-4, 0.5, -1, 3.5, 4.5, -3]),
  minus: (pen, colour) => strokes(pen, colour, [-3.5, 0, 3.5, 0]),
  cross: (pen, colour) => strokes(pen, colour, [-3, -3, 3, 3], [-3, 3, 3, -3]),
  clock: (pen, colour) => strokes(pen, colour, [0, -4, 0, 0, 3, 2]),
  arrow: (pen, colour) => strokes(pen, colour, [-4, 0, 4, 0], [1, -3.5, 4.5, 0, 1, 3.5]),
  dot: (pen, colour) => {
    pen.beginPath();
    pen.arc(0, 0, 3, 0, 2 * Math.PI);
    pen.fillStyle = colour;
    pen.fill();
  },
};

function rounded(pen: Pen, x: number, y: number, width: number, height: number, radius: number): void {
  pen.beginPath();
  pen.roundRect(x, y, width, height, radius);
}

function filled(pen: Pen, { fill, edge, width, depth }: Pick<Symbol, "fill" | "edge" | "width" | "depth">, looks: Looks): void {
  pen.fillStyle = looks.colour(fill);
  pen.globalAlpha = depth;
  pen.fill();
  pen.globalAlpha = 1;
  if (!width) return;
  pen.lineWidth = width;
  pen.strokeStyle = looks.colour(edge);
  pen.stroke();
}

function strokes(pen: Pen, colour: string, ...lines: number[][]): void {
  pen.beginPath();
  for (const [x = 0, y = 0, ...rest] of lines) {
    pen.moveTo(x, y);
    for (let at = 0; at < rest.length; at += 2) pen.lineTo(rest[at] ?? 0, rest[at + 1] ?? 0);
  }
  pen.lineWidth = 2.5;
  pen.lineCap = pen.lineJoin = "round";
  pen.strokeStyle = colour;
  pen.stroke();
}

function glow(pen: Pen, colour: string): void {
  pen.beginPath();
  pen.arc(0, 0, 15, 0, 2 * Math.PI);
  pen.fillStyle = pen.strokeStyle = colour;
  pen.globalAlpha = 0.45;
  pen.fill();
  pen.globalAlpha = 1;
  pen.lineWidth = 2.5;
  pen.stroke();
}

/** Around a diamond; what lies around that, such as the doors of a cocoon, is still seen. */
function frame(pen: Pen, colour: string): void {
  pen.save();
  pen.rotate(Math.PI / 4);
  rounded(pen, -13, -13, 26, 26, 6);
  pen.lineWidth = 2;
  pen.strokeStyle = colour;
  pen.stroke();
  pen.restore();
}

/** What a zone's rank is written on, as in the list. */
export const tag: Symbol = {
  state: "", words: "", shape: "square", fill: "paper", edge: "plum", mark: "", ink: "ink", size: 11, width: 2, depth: 1, dashed: false,
  halo: "",
};

/** A symbol as a canvas, `scale` device pixels to a unit. */
export function canvas(symbol: Symbol, looks: Looks, scale: number): HTMLCanvasElement {
  const sheet = document.createElement("canvas");
  sheet.width = sheet.height = SIDE * scale;
  const pen = sheet.getContext("2d")!;
  pen.scale(scale, scale);
  pen.translate(SIDE / 2, SIDE / 2);
  if (symbol.halo) (symbol.shape === "diamond" ? frame : glow)(pen, looks.colour(symbol.halo));
  shapes[symbol.shape](pen, symbol, looks);
  if (symbol.shape === "plate") pen.translate(0, -4);
  marks[symbol.mark](pen, looks.colour(symbol.ink));
  return sheet;
}
