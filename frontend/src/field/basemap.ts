/** Reads tiles out of a base map's one file; a script of its own, fetched only where there is a base map. */

import { PMTiles } from "pmtiles";
import { KEPT } from "../map/kept.ts";

export interface BaseMap {
  first: number;
  last: number;
  /** What MapLibre is told of it, with its makers. */
  about: unknown;
  tile(zoom: number, column: number, row: number): Promise<ArrayBuffer | null>;
}

export async function open(address: string): Promise<BaseMap> {
  const archive = new PMTiles(address);
  const { minZoom, maxZoom } = await archive.getHeader();
  return {
    first: minZoom,
    last: maxZoom,
    about: { ...((await archive.getTileJson("")) as object), tiles: [`${KEPT}${address}/{z}/{x}/{y}`] },
    tile: async (zoom, column, row) => (await archive.getZxy(zoom, column, row))?.data ?? null,
  };
}
