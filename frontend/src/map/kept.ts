/** Addresses of ground that a phone keeps: what it holds is drawn from there, the rest from the network. */

/** In front of an address of tiles; MapLibre then asks this page, not its worker, which no service worker answers. */
export const KEPT = "kept://";
/** Behind a base map's address: what MapLibre is told of it. */
export const ABOUT = "/about";

export const kept = (address: string | undefined): string | undefined => address && KEPT + address;
