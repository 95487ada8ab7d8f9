/** Where drafts lie in the browser: sealed, under names that tell nothing, and for a week. */

import { importKey, seal, unseal } from "../field/vault.ts";
import type { Field } from "./fields.ts";
import type { Here } from "./here.ts";

/** What was typed, and what the form said before that. */
export interface Draft {
  before: Field[];
  typed: Field[];
  at: number;
}

interface Kept {
  id: string;
  at: number;
  iv: string;
  data: string;
}

const PREFIX = "kokong-draft-";
const WEEK = 7 * 24 * 60 * 60 * 1000;
/** The server says in a cookie of this name which draft it has kept. */
const COOKIE = "kokong_kept";

export class Shelf {
  private constructor(private readonly keys: CryptoKey[], private readonly whose: string) {}

  /** The drafts of whoever is signed in; null where the browser can't seal them, or the server tells no key. */
  static async of({ user, municipality, keys }: Here): Promise<Shelf | null> {
    if (!globalThis.crypto?.subtle || !keys.length) return null;
    return new Shelf(await Promise.all(keys.map(importKey)), `${user} ${municipality} ${keys[0]}`);
  }

  /** The name under which a form's draft lies: no one without the key can tell whose it is, or of what. */
  async name(form: string): Promise<string> {
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${this.whose} ${form}`));
    return PREFIX + text64(digest);
  }

  async find(name: string): Promise<{ id: string; draft: Draft } | null> {
    const kept = kepts().find(([key]) => key === name)?.[1];
    if (!kept) return null;
    const draft = await unseal<Draft>(this.keys, { iv: bytes(kept.iv), data: bytes(kept.data).buffer }, name);
    return draft && { id: kept.id, draft };
  }

  async put(name: string, id: string, draft: Draft): Promise<void> {
    const [key] = this.keys;
    if (!key) return;
    const { iv, data } = await seal(key, draft, name);
    const kept: Kept = { id, at: draft.at, iv: text64(iv), data: text64(data) };
    localStorage.setItem(name, JSON.stringify(kept));
  }
}

export const remove = (name: string): void => localStorage.removeItem(name);

/** Let go of what the server has kept, and of what is old, whoever's it is. */
export function tidy(): void {
  const kept = document.cookie.split("; ").find((each) => each.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1);
  for (const [name, { id, at }] of kepts()) if (id === kept || !(Date.now() - at < WEEK)) remove(name);
  if (kept) document.cookie = `${COOKIE}=; path=/; max-age=0; samesite=lax`;
}

function kepts(): [string, Kept][] {
  return Object.keys(localStorage).filter((name) => name.startsWith(PREFIX)).map((name) => [name, parsed(name)]);
}

function parsed(name: string): Kept {
  try {
    return JSON.parse(localStorage.getItem(name) ?? "") as Kept;
  } catch {
    return { id: "", at: 0, iv: "", data: "" };
  }
}

const bytes = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));

function text64(data: ArrayBuffer | Uint8Array): string {
  let text = "";
  for (const byte of new Uint8Array(data)) text += String.fromCharCode(byte);
  return btoa(text);
}
