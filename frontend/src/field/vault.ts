/** Sealing, by the browser's own AES-GCM: without a person's key, what they recorded is noise on the phone. */

export interface Box {
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
}

const bytes = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(new TextEncoder().encode(text));

/** A key from the server's Base64. It can be kept and used, but not be read again. */
export function importKey(secret: string): Promise<CryptoKey> {
  const raw = Uint8Array.from(atob(secret), (sign) => sign.charCodeAt(0));
  return crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
}

/** `about` names the place of the box, so that a box put elsewhere doesn't open. */
export async function seal(key: CryptoKey, value: unknown, about: string): Promise<Box> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: bytes(about) }, key, bytes(JSON.stringify(value)));
  return { iv, data };
}

/** What is in the box; null where none of the keys fits. */
export async function unseal<T>(keys: readonly CryptoKey[], { iv, data }: Box, about: string): Promise<T | null> {
  for (const key of keys) {
    const found = await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: bytes(about) }, key, data).catch(() => null);
    if (found) return JSON.parse(new TextDecoder().decode(found)) as T;
  }
  return null;
}

/** The same for what is no text: a photo. */
export async function sealBytes(key: CryptoKey, value: ArrayBuffer, about: string): Promise<Box> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: bytes(about) }, key, value);
  return { iv, data };
}

export async function unsealBytes(keys: readonly CryptoKey[], { iv, data }: Box, about: string): Promise<ArrayBuffer | null> {
  for (const key of keys) {
    const found = await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: bytes(about) }, key, data).catch(() => null);
    if (found) return found;
  }
  return null;
}
