/** Who is signed in here now, as the server says it. */

export interface Here {
  user: number;
  municipality: number;
  csrf: string;
  keys: string[];
}

/** "unknown": something answers that is not the site as it should be. */
export type Answer = Here | "signed out" | "unreachable" | "unknown";

const PATIENCE = 10_000;

/** Whom the server made this page for; empty for nobody. */
export const person = (): string => document.querySelector<HTMLMetaElement>('meta[name="person"]')?.content ?? "";

const address = (): string => document.querySelector<HTMLMetaElement>('meta[name="here"]')?.content ?? "";

/** Only pages made for somebody can ask. */
export const canAsk = (): boolean => address() !== "" && person() !== "";

export async function here(): Promise<Answer> {
  const asked: RequestInit = {
    headers: { Accept: "application/json" }, cache: "no-store", redirect: "manual", signal: AbortSignal.timeout(PATIENCE),
  };
  const answer = await fetch(address(), asked).catch(() => null);
  if (!answer) return "unreachable";
  if (answer.status === 401 || answer.type === "opaqueredirect") return "signed out";
  return answer.ok ? ((await answer.json().catch(() => "unknown")) as Answer) : "unknown";
}
