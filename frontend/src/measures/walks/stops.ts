/** Pure: the lines that say where a walk goes. */

/** A point without a name yet, as the server reads it: latitude first. */
export const pointed = (lon: number, lat: number): string => `(${lat.toFixed(6)}, ${lon.toFixed(6)})`;

/** The same lines with one of them at another place; nothing beyond the ends. */
export function moved(lines: readonly string[], from: number, to: number): string[] {
  const found = [...lines];
  if (from < 0 || from >= found.length || to < 0 || to >= found.length) return found;
  found.splice(to, 0, ...found.splice(from, 1));
  return found;
}

/** The same lines without one of them. */
export const without = (lines: readonly string[], at: number): string[] => lines.filter((_line, other) => other !== at);
