/** Which tiles of the ground a list needs, few enough for a phone. Pure. */

export type Place = readonly [lon: number, lat: number];
export type Tile = readonly [zoom: number, column: number, row: number];

/** How much of the ground around each place, in tiles of each zoom: half a phone's screen. */
const MARGIN = 0.4;
/** Where the projection ends. */
const POLE = 85;

export interface Cover {
  tiles: Tile[];
  /** Every place is covered; else only the first ones. */
  whole: boolean;
}

/** The tiles around places at every zoom from `first` to `last`, at most `most`: what lies at the first places comes
 *  first, and a place has all its tiles or none. */
export function cover(places: readonly Place[], first: number, last: number, most: number): Cover {
  const found = new Map<string, Tile>();
  for (const place of places) {
    const fresh = around(place, first, last).filter((tile) => !found.has(tile.join("/")));
    if (found.size + fresh.length > most) return { tiles: [...found.values()], whole: false };
    for (const tile of fresh) found.set(tile.join("/"), tile);
  }
  return { tiles: [...found.values()], whole: true };
}

function around([lon, lat]: Place, first: number, last: number): Tile[] {
  const bent = Math.log(Math.tan(Math.PI / 4 + (Math.max(-POLE, Math.min(POLE, lat)) * Math.PI) / 360));
  const tiles: Tile[] = [];
  for (let zoom = first; zoom <= last; zoom++) {
    const side = 2 ** zoom;
    const x = ((lon + 180) / 360) * side;
    const y = ((1 - bent / Math.PI) / 2) * side;
    for (const column of both(x, side)) for (const row of both(y, side)) tiles.push([zoom, column, row]);
  }
  return tiles;
}

const both = (at: number, side: number): number[] =>
  [...new Set([at - MARGIN, at + MARGIN].map((edge) => Math.max(0, Math.min(side - 1, Math.floor(edge)))))];
