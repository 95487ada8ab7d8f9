/** What a public page shows of a document, piece by piece; `tests/texts/written.json` holds some for the server's side. */

import type { Mark, Node } from "prosemirror-model";
import { write } from "../../src/texts/markdown.ts";
import { schema } from "../../src/texts/schema.ts";
import { tidy } from "../../src/texts/tidy.ts";
import { documents } from "./made.ts";

const TAGS: Record<string, string> = { paragraph: "p", blockquote: "blockquote", bullet_list: "ul", ordered_list: "ol", list_item: "li", horizontal_rule: "hr" };

/** Blocks as tags, words with what they are: bold, italic, where they lead. A paragraph in a tight list has no tag. */
export function pieces(node: Node, tight = false): string[] {
  const { name } = node.type;
  if (node.isText) return [marks(node.marks) + node.text];
  if (name === "hard_break") return [`${marks(node.marks)}<br>`];
  if (name === "image") return [`${marks(node.marks)}<img ${node.attrs.alt}>`];
  const inside = node.content.content.flatMap((each) => pieces(each, name === "list_item" ? tight : node.attrs.tight === true));
  if (name === "doc" || (tight && node.type === schema.nodes.paragraph)) return inside;
  const tag = TAGS[name] ?? `h${node.attrs.level}`;
  const start = name === "ordered_list" && node.attrs.order !== 1 ? ` ${node.attrs.order}` : "";
  return name === "horizontal_rule" ? ["<hr>"] : [`<${tag}${start}>`, ...inside, `</${tag}>`];
}

const marks = (set: readonly Mark[]): string => `{${set.map((mark) => mark.attrs.href ?? mark.type.name).sort().join(" ")}}`;

export const written = (count: number): [string, string[]][] =>
  documents(count).filter((doc) => write(doc)).map((doc) => [write(doc), pieces(tidy(doc))]);
