/** What the tools do, and when they are pressed. */

import { lift, setBlockType, toggleMark, wrapIn } from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import type { MarkType, NodeType } from "prosemirror-model";
import { liftListItem, wrapInList } from "prosemirror-schema-list";
import type { Command, EditorState } from "prosemirror-state";
import type { Key } from "./said.ts";
import { schema } from "./schema.ts";

const { nodes, marks } = schema;

export interface Tool {
  readonly name: Key;
  /** An icon of the sprite, or letters. */
  readonly icon?: string;
  readonly letters?: string;
  readonly keys?: string;
  readonly run: Command;
  readonly pressed?: (state: EditorState) => boolean;
}

const marked = (type: MarkType) => (state: EditorState): boolean => {
  const { from, to, empty, $from } = state.selection;
  return empty ? !!type.isInSet(state.storedMarks ?? $from.marks()) : state.doc.rangeHasMark(from, to, type);
};

function inside(state: EditorState, type: NodeType): boolean {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth--) if ($from.node(depth).type === type) return true;
  return false;
}

const heading = (level: number) => (state: EditorState): boolean => {
  const { parent } = state.selection.$from;
  return parent.type === nodes.heading && parent.attrs.level === level;
};

const headed = (level: number): Command => (state, dispatch) =>
  (heading(level)(state) ? setBlockType(nodes.paragraph) : setBlockType(nodes.heading, { level }))(state, dispatch);

const listed = (type: NodeType): Command => (state, dispatch) =>
  (inside(state, type) ? liftListItem(nodes.list_item) : wrapInList(type))(state, dispatch);

const quoted: Command = (state, dispatch) => (inside(state, nodes.blockquote) ? lift : wrapIn(nodes.blockquote))(state, dispatch);

const ruled: Command = (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(nodes.horizontal_rule.create()).scrollIntoView());
  return true;
};

export const TOOLS: readonly Tool[] = [
  { name: "heading2", letters: "H2", keys: "Mod-Alt-2", run: headed(2), pressed: heading(2) },
  { name: "heading3", letters: "H3", keys: "Mod-Alt-3", run: headed(3), pressed: heading(3) },
  { name: "strong", letters: "B", keys: "Mod-b", run: toggleMark(marks.strong), pressed: marked(marks.strong) },
  { name: "em", letters: "I", keys: "Mod-i", run: toggleMark(marks.em), pressed: marked(marks.em) },
  { name: "bullets", icon: "bullet-list", keys: "Mod-Shift-8", run: listed(nodes.bullet_list), pressed: (state) => inside(state, nodes.bullet_list) },
  { name: "numbers", icon: "number-list", keys: "Mod-Shift-7", run: listed(nodes.ordered_list), pressed: (state) => inside(state, nodes.ordered_list) },
  { name: "quote", letters: "”", keys: "Mod-Shift-9", run: quoted, pressed: (state) => inside(state, nodes.blockquote) },
  { name: "rule", icon: "minus", run: ruled },
];

export const PAST: readonly Tool[] = [
  { name: "undo", icon: "arrow-undo", keys: "Mod-z", run: undo },
  { name: "redo", icon: "arrow-redo", keys: "Mod-y", run: redo },
];

export const isLinked = marked(marks.link);
