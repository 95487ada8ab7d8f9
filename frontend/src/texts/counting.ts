/** How long a text is, and how long it takes to read. */

import type { Node } from "prosemirror-model";

/** Words that an adult reads in a minute, silently and without haste. */
const PACE = 200;

export interface Length {
  readonly words: number;
  readonly minutes: number;
}

export function lengthOf(doc: Node): Length {
  const words = doc.textBetween(0, doc.content.size, " ", " ").match(/[\p{L}\p{N}]+(?:[-'’:.][\p{L}\p{N}]+)*/gu)?.length ?? 0;
  return { words, minutes: Math.max(1, Math.round(words / PACE)) };
}
