/** A questionnaire in one language, as the server says it (`kokong.questions.saying`). */

export interface Step {
  says: string;
  kronor: [number, number];
  minutes: [number, number];
}

export interface Choice {
  id: string;
  says: string;
  value: number | null;
  step?: Step;
}

export interface Question {
  id: string;
  part: string;
  ask: string;
  kind: "one" | "many" | "number" | "text";
  weight: number;
  choices: Choice[];
  when: { question: string; has: string[] }[];
  after: string[];
  others: boolean;
  more: string;
  why?: string;
}

export interface Sheet {
  id: string;
  edition: string;
  parts: { id: string; title: string }[];
  questions: Question[];
}

/** What is given to a question: a choice, several, a number, or words of one's own. */
export type Given = string | string[] | number;
export type Answers = Record<string, Given>;
