/** What the server put into the page for the script: addresses, words, and its time. */

type Words = Record<string, string | { one: string; other: string }>;

export interface Config {
  language: string;
  zone: string;
  stream: string;
  queue: string;
  now: number;
  words: Words;
}

export const config = JSON.parse(document.getElementById("console")?.textContent ?? "{}") as Config;

/** A sentence in the page's language with its places filled in; `n` chooses between one and many. */
export function say(key: string, values: Record<string, string | number> = {}): string {
  const found = config.words[key] ?? key;
  const text = typeof found === "string" ? found : found[plural(Number(values.n ?? 0))];
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

const plural = (n: number): "one" | "other" =>
  new Intl.PluralRules(config.language).select(n) === "one" ? "one" : "other";

export function find(selector: string, root: ParentNode = document): HTMLElement {
  const found = root.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`The page has no ${selector}`);
  return found;
}

/** "14:02:31" where the homes are, whatever zone this computer is set to. */
export const time = (milliseconds: number): string =>
  new Intl.DateTimeFormat(config.language === "en" ? "en-GB" : config.language, {
    timeStyle: "medium",
    timeZone: config.zone,
  }).format(milliseconds);

/** Set words only where they differ, so that nothing is read aloud again. */
export function write(element: HTMLElement, words: string): void {
  if (element.textContent !== words) element.textContent = words;
}

const token = (): string => document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? "";

/** Fetch a part of the page; throws where the server can't be reached or says that it is broken. */
export async function part(address: string, options: RequestInit = {}, seconds = 4): Promise<Response> {
  const headers = { "X-Kokong-Part": "1", ...(options.method === "POST" ? { "X-CSRFToken": token() } : {}) };
  const answer = await fetch(address, { ...options, headers, signal: AbortSignal.timeout(seconds * 1000) });
  if (answer.status >= 500) throw new Error(`${address}: ${answer.status}`);
  return answer;
}

/** Whether an answer is ours: not the sign-in page, not a refusal. */
export const allowed = (answer: Response): boolean => !answer.redirected && answer.status !== 403;
