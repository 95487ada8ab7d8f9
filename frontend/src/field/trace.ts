/** How many records of a person wait here, noted beside the memory itself: were that cleared, somebody must hear of it. */

const WAITING = "kokong-unsent-";
const LOST = "kokong-lost-";
/** The memory's own id when it was last looked at; another one means that it was cleared since. */
const MEMORY = "kokong-memory";

const noted = (key: string): number => Number(localStorage.getItem(key) ?? 0) || 0;

function note(key: string, n: number): void {
  if (n) localStorage.setItem(key, String(n));
  else localStorage.removeItem(key);
}

/** Note what waits now. */
export function keepTrace(user: number, waiting: number): void {
  if (noted(WAITING + user) !== waiting) note(WAITING + user, waiting);
}

/** A page begins: what waited in a memory that has been cleared since is lost, whoever's. `memory` is its id now. */
export function noteLoss(memory: string): void {
  const before = localStorage.getItem(MEMORY);
  localStorage.setItem(MEMORY, memory);
  if (before === null || before === memory) return;
  for (const key of Object.keys(localStorage).filter((each) => each.startsWith(WAITING))) {
    const whose = LOST + key.slice(WAITING.length);
    note(whose, noted(whose) + noted(key));
    note(key, 0);
  }
}

/** How many records were lost and nobody has read of it. */
export const lostHere = (user: number): number => noted(LOST + user);

/** Somebody has read it. */
export const readLoss = (user: number): void => note(LOST + user, 0);
