/** Texts and documents by chance, from a number: the same on each machine. */

import type { Mark, Node } from "prosemirror-model";
import { schema } from "../../src/texts/schema.ts";

type Chance = () => number;

/** Mulberry32. */
function chance(seed: number): Chance {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const PIECES = [
  "lås", "Dörr", "24", "x", "1.", "2)", " ", "  ", "\u00a0", "*", "**", "***", "_", "__", "`", "[", "]", "(", ")", "!", "<", ">", "&", "&amp;", "&#32;",
  "#", "##", "-", "+", "=", "---", "===", "~~~", "\\", ":", "/", "|", "\"", "'", ".", ",", "😀", "å", "é", "\t", "https://a.se/?b=1&c=2",
  "<https://a.se>", "<b>", "a_b_c", "100 %", "tel:112", "–",
];
const OF_SOURCES = [...PIECES, "\n", "\n", "\n\n", "\n\n", "\n## ", "\n### ", "\n# ", "\n* ", "\n- ", "\n1. ", "\n7) ", "\n> ", "\n  ", "\n    ",
  "\\\n", "[a](https://b.se)", "[b](mailto:c@d.se)", "![e](picture:7)", "![e](https://f.se/g.png)", "\n---\n", "**fet**", "*lutad*", "_lutad_", "***båda***",
  "**(a)**b", "*a***b**", "[*a*b](tel:112)"];

const some = <T>(of: readonly T[], next: Chance): T => of[Math.floor(next() * of.length)]!;
const upTo = (most: number, next: Chance): number => Math.floor(next() * (most + 1));
const many = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);

export function sources(count: number): string[] {
  const next = chance(1);
  return many(count, () => many(1 + upTo(14, next), () => some(OF_SOURCES, next)).join(""));
}

export function documents(count: number): Node[] {
  const next = chance(2);
  return many(count, () => schema.nodes.doc.create(null, many(1 + upTo(4, next), () => block(next, 0))));
}

function block(next: Chance, depth: number): Node {
  const roll = next();
  if (depth < 3 && roll < 0.12) return schema.nodes.blockquote.create(null, many(1 + upTo(2, next), () => block(next, depth + 1)));
  if (depth < 3 && roll < 0.26) return schema.nodes.bullet_list.create({ tight: next() < 0.7 }, items(next, depth));
  if (depth < 3 && roll < 0.38) return schema.nodes.ordered_list.create({ tight: next() < 0.7, order: some([1, 1, 1, 0, 9, 99], next) }, items(next, depth));
  if (roll < 0.44) return schema.nodes.horizontal_rule.create();
  if (roll < 0.58) return schema.nodes.heading.create({ level: some([2, 3], next) }, many(upTo(4, next), () => text(next)));
  return schema.nodes.paragraph.create(null, many(upTo(6, next), () => inline(next)));
}

function items(next: Chance, depth: number): Node[] {
  return many(1 + upTo(3, next), () => schema.nodes.list_item.create(null, many(1 + (next() < 0.3 ? upTo(2, next) : 0), () => block(next, depth + 1))));
}

function inline(next: Chance): Node {
  const roll = next();
  if (roll < 0.08) return schema.nodes.hard_break.create();
  if (roll < 0.14) return schema.nodes.image.create({ src: `picture:${1 + upTo(9, next)}`, alt: many(upTo(3, next), () => some(PIECES, next)).join("").replace(/\s+/g, " ").trim() });
  return text(next);
}

function text(next: Chance): Node {
  return schema.text(many(1 + upTo(3, next), () => some(PIECES, next)).join(""), marks(next));
}

function marks(next: Chance): Mark[] {
  const found: Mark[] = [];
  if (next() < 0.3) found.push(schema.marks.strong.create());
  if (next() < 0.3) found.push(schema.marks.em.create());
  if (next() < 0.15) found.push(schema.marks.link.create({ href: some(["https://a.se/", "mailto:a@b.se", "tel:11414", "https://a.se/(x)?b&copy;c"], next) }));
  return found.reduce<Mark[]>((set, mark) => [...mark.addToSet(set)], []);
}
