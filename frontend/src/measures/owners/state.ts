/** A building check with the phone's own answers laid on top. Pure. */

import { unseen } from "../../field/entries.ts";
import type { Entry, Snapshot } from "../../field/model.ts";
import { relevant } from "../../questions/answers.ts";
import type { Answers, Question, Sheet } from "../../questions/sheet.ts";

/** The server's sheet says of each question whether it must be answered, and whether a photo shows it. */
export type Asked = Question & { must: boolean; evidence: boolean };

export interface Check {
  id: number;
  place: string;
  lon: number;
  lat: number;
  sheet: Sheet;
  answers: Answers;
  pass: string;
}

export interface Checks {
  subjects: Check[];
}

/** What is answered, by the server and by this phone, whose last word counts; and whether it was ended here. */
export interface Gone {
  answers: Answers;
  waiting: Set<string>;
  finished: boolean;
}

export function project(snapshot: Snapshot & Checks, entries: readonly Entry[]): Gone {
  const own = unseen(snapshot, entries);
  const answers = { ...snapshot.subjects[0]?.answers };
  const waiting = new Set<string>();
  for (const { told, status } of own) {
    if (told.kind !== "answered") continue;
    const question = String(told.question);
    if (told.given === "") delete answers[question];
    else answers[question] = String(told.given);
    if (status === "waiting") waiting.add(question);
  }
  return { answers, waiting, finished: own.some(({ told }) => told.kind === "finished") };
}

/** The questions that are asked, those without an answer, and those that must have one. */
export function left(check: Check, answers: Answers): { asked: Asked[]; open: Asked[]; missing: Asked[] } {
  const asked = relevant(check.sheet, answers) as Asked[];
  const open = asked.filter(({ id }) => answers[id] === undefined);
  return { asked, open, missing: open.filter(({ must }) => must) };
}
