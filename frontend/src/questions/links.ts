/** Answers as the end of a link, after `#`, so that no server sees them; the same as `kokong.questions.links`. */

import type { Answers, Given, Question, Sheet } from "./sheet.ts";

const LONGEST = 4_000;
const WRITTEN = /^#?([\w.-]+):([\w=&+.-]*)$/;

/** What a link holds: of which edition, the answers that this edition knows, and the questions it doesn't. */
export interface Linked {
  edition: string;
  answers: Answers;
  lost: string[];
}

/** The end of a link, without `#`. Numbers and words of one's own stay out. */
export function written(sheet: Sheet, answers: Answers): string {
  const pairs = sheet.questions.flatMap(({ id, choices }) => {
    const given = answers[id];
    if (!choices.length || given === undefined || given === "") return [];
    return [`${id}=${Array.isArray(given) ? given.join("+") : given}`];
  });
  return `${sheet.edition}:${pairs.join("&")}`;
}

/** What a link holds, of this or another edition; null where it is no such link. */
export function readLink(sheet: Sheet, text: string): Linked | null {
  const found = text.length <= LONGEST ? WRITTEN.exec(text) : null;
  if (!found) return null;
  const linked: Linked = { edition: found[1]!, answers: {}, lost: [] };
  for (const pair of found[2]!.split("&").filter(Boolean)) {
    const at = pair.indexOf("=");
    const name = at < 0 ? pair : pair.slice(0, at);
    const said = at < 0 ? "" : pair.slice(at + 1);
    const question = sheet.questions.find(({ id }) => id === name);
    const given = question && looked(question, said);
    if (given === undefined) linked.lost.push(name);
    else if (given.length) linked.answers[name] = given;
  }
  return linked;
}

/** An answer that its question has; undefined where it has none such. Empty where nothing is said. */
function looked(question: Question, said: string): Exclude<Given, number> | undefined {
  const known = (each: string): boolean => question.choices.some(({ id }) => id === each);
  if (question.kind === "many") {
    const given = said.split("+");
    if (said === "") return [];
    return given.every(known) ? question.choices.map(({ id }) => id).filter((id) => given.includes(id)) : undefined;
  }
  if (question.kind !== "one") return undefined;
  return said === "" || known(said) ? said : undefined;
}
