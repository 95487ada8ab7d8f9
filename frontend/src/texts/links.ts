/** What people type where a link shall lead. */

import { address } from "./markdown.ts";
import { LINKS } from "./schema.ts";

/** The address, or null for what leads nowhere: "polisen.se", "trygg@kommun.se" and "114 14" are understood. */
export function leads(typed: string): string | null {
  const text = typed.trim();
  if (LINKS.test(text)) return /\s/.test(text) && !/^tel:/i.test(text) ? null : address(text.replace(/\s+/g, ""));
  if (/^\+?[\d\s()/-]{2,20}$/.test(text) && /\d{2}/.test(text)) return `tel:${text.replace(/[^\d+]/g, "")}`;
  if (/^[^\s@<>()[\]]+@[^\s@<>()[\]]+\.[a-zåäö]{2,}$/i.test(text)) return address(`mailto:${text}`);
  if (/^[^\s@:<>]+\.[a-zåäö]{2,}(?:[/?#]\S*)?$/i.test(text)) return address(`https://${text}`);
  return null;
}
