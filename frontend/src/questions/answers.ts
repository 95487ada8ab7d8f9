/** What is asked of somebody who has answered so far; the same as `kokong.questions.answering`. */

import type { Answers, Choice, Given, Question, Sheet } from "./sheet.ts";

/** The questions to be asked, in order. What hangs on a question that isn't asked isn't asked either. */
export function relevant(sheet: Sheet, answers: Answers): Question[] {
  const counted: Answers = {};
  return sheet.questions.filter((question) => {
    const asked = question.when.every(({ question: id, has }) => has.some((choice) => holds(counted[id], choice)));
    const given = answers[question.id];
    if (asked && given !== undefined) counted[question.id] = given;
    return asked;
  });
}

/** The answers to questions that are asked. */
export function counted(sheet: Sheet, answers: Answers): Answers {
  const asked = relevant(sheet, answers).filter(({ id }) => answers[id] !== undefined);
  return Object.fromEntries(asked.map(({ id }) => [id, answers[id]!]));
}

/** The choice that was made, for a question with one. */
export function chosen(question: Question, answers: Answers): Choice | null {
  const given = question.kind === "one" ? answers[question.id] : undefined;
  return question.choices.find(({ id }) => id === given) ?? null;
}

function holds(given: Given | undefined, choice: string): boolean {
  return Array.isArray(given) ? given.includes(choice) : given === choice;
}
