/** A document as CommonMark can hold it: nothing empty, no blanks at the edges of bold words, like lists joined. */

import { Fragment, type Mark, type Node } from "prosemirror-model";
import { LINKS, schema } from "./schema.ts";

// Ends of lines, controls, and the two that `markdown.ts` marks places with.
const BLANKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;
const NEVER = /[\u0000-\u001f\u007f-\u009f\ufdd0\ufdd1]/g;

export function tidy(doc: Node): Node {
  const blocks = joined(doc.content.content.flatMap(block));
  return schema.nodes.doc.create(null, blocks.length ? blocks : [schema.nodes.paragraph.create()]);
}

function block(node: Node): Node[] {
  if (node.isTextblock) {
    const inside = inline(node);
    return inside.childCount ? [node.type.create(node.attrs, inside)] : [];
  }
  if (node.isLeaf) return [node];
  const inside = joined(node.content.content.flatMap(block));
  if (!inside.length) return [];
  const made = node.type.create(node.attrs, inside);
  return [isList(made) ? made.type.create({ ...made.attrs, tight: isTight(made) }, inside) : made];
}

const isList = (node: Node): boolean => node.type === schema.nodes.bullet_list || node.type === schema.nodes.ordered_list;

/** As its writer had it, where it can be so; a list without words of its own is not seen to be one or the other. */
function isTight(node: Node): boolean {
  const items = node.content.content;
  const words = items.some((item) => item.content.content.some((each) => each.type === schema.nodes.paragraph));
  const alone = items.length === 1 && items[0]!.childCount === 1; // no place for a blank line
  return items.every(close) && (node.attrs.tight || !words || alone);
}

/** Whether an item can stand without blank lines: words, then lists; one that begins at another number than 1 needs one. */
const close = (item: Node): boolean =>
  item.content.content.every((each, at) => (at ? isList(each) && (at > 1 || (each.attrs.order ?? 1) === 1) : each.type === schema.nodes.paragraph || isList(each)));

/** Two lists of a kind after each other are one in CommonMark. */
function joined(blocks: readonly Node[]): Node[] {
  const made: Node[] = [];
  for (const each of blocks) {
    const last = made.at(-1);
    if (!last || !isList(each) || last.type !== each.type) {
      made.push(each);
      continue;
    }
    const tight = last.attrs.tight && each.attrs.tight;
    made[made.length - 1] = last.type.create({ ...last.attrs, tight }, last.content.append(each.content));
  }
  return made;
}

function inline(parent: Node): Fragment {
  const parts = parent.content.content.map(cleaned).filter((part) => !part.isText || part.text);
  const lines: Node[][] = [[]];
  for (const part of parts) {
    if (part.type === schema.nodes.hard_break) lines.push([]);
    else lines.at(-1)!.push(part);
  }
  const written = lines.map((line) => fitted(trimmed(line)));
  while (written.length && !written.at(-1)!.length) written.pop();
  while (written.length && !written[0]!.length) written.shift();
  return Fragment.fromArray(written.flatMap((line, at) => (at ? [brk(written[at - 1]!, line), ...line] : line)));
}

/** A line's end is bold where both sides of it are. */
function brk(before: readonly Node[], after: readonly Node[]): Node {
  const marks = before.at(-1)?.marks.filter((mark) => mark.isInSet(after[0]?.marks ?? [])) ?? [];
  return schema.nodes.hard_break.create(null, null, marks);
}

function cleaned(node: Node): Node {
  const marks = node.marks.filter((mark) => mark.type !== schema.marks.link || LINKS.test(mark.attrs.href));
  if (!node.isText) return node.mark(marks);
  const text = node.text!.replace(BLANKS, " ").replace(NEVER, "");
  return text ? schema.text(text, marks) : EMPTY;
}

/** Left out at once; the library has no empty text. */
const EMPTY = { isText: true, text: "" } as unknown as Node;

function trimmed(line: readonly Node[]): Node[] {
  const left = [...line];
  for (; left[0]?.isText; left.shift()) {
    const text = left[0].text!.trimStart();
    if (text) {
      left[0] = schema.text(text, left[0].marks);
      break;
    }
  }
  for (let last = left.at(-1); last?.isText; left.pop(), last = left.at(-1)) {
    const text = last.text!.trimEnd();
    if (text) {
      left[left.length - 1] = schema.text(text, last.marks);
      break;
    }
  }
  return left;
}

/** Takes bold and italic from blanks at the edge of what is so. */
function fitted(line: readonly Node[]): Node[] {
  return [schema.marks.strong, schema.marks.em].reduce<Node[]>((made, type) => {
    const pieces = made.flatMap(split);
    const has = (at: number): boolean => pieces[at] !== undefined && type.isInSet(pieces[at].marks) !== undefined;
    const blank = (at: number): boolean => pieces[at]?.isText === true && !pieces[at].text!.trim();
    const edge = (from: number, by: 1 | -1): boolean => {
      let at = from;
      while (blank(at) && has(at) && sameLink(pieces[at]!, pieces[from]!)) at += by;
      return !has(at) || !sameLink(pieces[at]!, pieces[from]!);
    };
    return merged(pieces.map((piece, at) => (blank(at) && has(at) && (edge(at, 1) || edge(at, -1)) ? without(piece, type) : piece)));
  }, [...line]);
}

/** What is bold on both sides of a link's edge is written as bold twice. */
const sameLink = (a: Node, b: Node): boolean => {
  const [one, other] = [a, b].map((node) => schema.marks.link.isInSet(node.marks)?.attrs.href);
  return one === other;
};

const without = (node: Node, type: Mark["type"]): Node => node.mark(type.removeFromSet(node.marks));

/** Blanks before, words, blanks after. */
function split(node: Node): Node[] {
  if (!node.isText) return [node];
  const [, before = "", words = "", after = ""] = /^(\s*)(.*?)(\s*)$/su.exec(node.text!) ?? [];
  return [before, words, after].filter(Boolean).map((text) => schema.text(text, node.marks));
}

const merged = (line: readonly Node[]): Node[] => [...Fragment.fromArray([...line]).content];
