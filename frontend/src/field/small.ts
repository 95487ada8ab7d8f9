/** Pure: how large and how finely a photo is drawn anew, so that it is light enough for a slow line. */

/** What an upload may weigh, 400 kB, less what is told of the photo. */
export const MOST_BYTES = 396_000;

/** The longest side in pixels, and JPEG's quality: less fine at first, then smaller. The last weighs little whatever it shows. */
export const STEPS: readonly (readonly [number, number])[] = [
  [1600, 0.82], [1600, 0.7], [1600, 0.55], [1280, 0.55], [1024, 0.5], [800, 0.45], [640, 0.4],
];

/** The first of the steps that is light enough, or the last; null once one can't be made. */
export async function lightest(make: (longest: number, quality: number) => Promise<Blob | null>): Promise<Blob | null> {
  let made: Blob | null = null;
  for (const [longest, quality] of STEPS) {
    made = await make(longest, quality);
    if (!made || made.size <= MOST_BYTES) return made;
  }
  return made;
}
