/** What both sides know of what a reader's browser keeps of a site. */

export const ADVICE = "advice";
export const MOST = 60;

/** The cache of a site: the beginning of its addresses names it, so that two on one host stay apart. */
export const cacheOf = (base: string) => `kokong-site ${base}/`;
