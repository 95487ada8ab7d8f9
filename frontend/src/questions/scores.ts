/** What answers come to; the same as `kokong.questions.scoring`. */

import { chosen, counted, relevant } from "./answers.ts";
import type { Answers, Choice, Question, Sheet, Step } from "./sheet.ts";

const LEAST_KRONOR = 300;
const KRONOR_PER_MINUTE = 2;

/** What a part has earned of what was possible, in points; how many of its questions are answered and open. */
export interface Score {
  part: string;
  earned: number;
  possible: number;
  answered: number;
  open: number;
}

/** Something to do, what it adds in points, and that per krona. */
export interface Next {
  question: Question;
  choice: Choice;
  step: Step;
  gain: number;
  perKrona: number;
}

/** A score for each part that asks something, in order. */
export function scores(sheet: Sheet, answers: Answers): Score[] {
  const asked = relevant(sheet, answers);
  return sheet.parts
    .map(({ id }) => score(id, asked.filter(({ part }) => part === id), answers))
    .filter(({ answered, open }) => answered || open);
}

/** What can be done, what protects most for its cost first; locks come before an alarm. */
export function steps(sheet: Sheet, answers: Answers): Next[] {
  const known = counted(sheet, answers);
  const found = relevant(sheet, answers).flatMap((question) => next(question, known) ?? []);
  const waiting = new Set(found.map(({ question }) => question.id));
  return found
    .filter(({ question }) => !question.after.some((id) => waiting.has(id)))
    .sort((one, other) => other.perKrona - one.perKrona);
}

/** What a step costs when it is compared with others, in kronor: the middle of its range, work included. */
export function cost({ kronor, minutes }: Step): number {
  const middle = (kronor[0] + kronor[1]) / 2 + ((minutes[0] + minutes[1]) / 2) * KRONOR_PER_MINUTE;
  return Math.max(middle, LEAST_KRONOR);
}

function score(part: string, questions: Question[], answers: Answers): Score {
  const weighed = questions.filter(({ weight }) => weight > 0);
  const given = weighed.map((question) => ({ weight: question.weight, choice: chosen(question, answers) }));
  const worth = given.flatMap(({ weight, choice }) => (choice?.value == null ? [] : [{ weight, value: choice.value }]));
  const answered = given.filter(({ choice }) => choice).length;
  return {
    part,
    earned: worth.reduce((sum, { weight, value }) => sum + weight * value, 0),
    possible: worth.reduce((sum, { weight }) => sum + weight, 0),
    answered,
    open: weighed.length - answered,
  };
}

function next(question: Question, answers: Answers): Next | null {
  const choice = chosen(question, answers);
  if (!choice?.step || choice.value === null || choice.value >= 1) return null;
  const gain = question.weight * (1 - choice.value);
  return { question, choice, step: choice.step, gain, perKrona: gain / cost(choice.step) };
}
