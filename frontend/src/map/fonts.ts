/** The page's own font, in which MapLibre draws the letters here. */

export const regular = ["Inter Variable"];
// MapLibre reads the weight out of the first name and draws with the second.
export const medium = ["Inter Variable Medium", "Inter Variable"];
