/** The town in few quiet tones, so that the work on top of it stands out. */

import type { LayerSpecification, SourceSpecification, StyleSpecification } from "maplibre-gl";
import { medium, regular } from "./fonts.ts";

export interface Ground {
  /** Address of our own vector tiles, `/places/tiles/{z}/{x}/{y}.mvt`. */
  tiles?: string | undefined;
  /** Address of a PMTiles file in Protomaps' schema, drawn instead of our own ground. */
  pmtiles?: string | undefined;
  attribution?: string | undefined;
}

const paper = "#f6f3ec";
const water = "#cfdfe4";
const waterInk = "#5d7f8b";
const green = "#e3e9d9";
const building = "#e8e1d4";
const buildingEdge = "#d9d0bf";
const road = "#ffffff";
const roadEdge = "#dcd4c4";
const path = "#cdc3b0";
const ink = "#6a645a";

type Zooms = [zoom: number, value: number][];

const byZoom = (stops: Zooms): never => ["interpolate", ["exponential", 1.6], ["zoom"], ...stops.flat()] as never;
const kinds = (property: string, ...values: string[]): never =>
  ["in", ["get", property], ["literal", values]] as never;

/** What differs between our own tiles and Protomaps': layer names and the words for a road's kind. */
interface Schema {
  source: string;
  green: { layer: string; filter?: never };
  buildings: string;
  major: never;
  minor: never;
  path: never;
}

const own: Schema = {
  source: "own",
  green: { layer: "green" },
  buildings: "buildings",
  major: kinds("kind", "major"),
  minor: kinds("kind", "minor"),
  path: kinds("kind", "path"),
};

const protomaps: Schema = {
  source: "base",
  green: {
    layer: "landuse",
    filter: kinds("kind", "park", "forest", "wood", "grass", "meadow", "cemetery", "nature_reserve", "golf_course",
      "recreation_ground", "allotments", "garden", "pitch", "playground", "village_green"),
  },
  buildings: "buildings",
  major: kinds("kind", "highway", "major_road"),
  minor: kinds("kind", "minor_road"),
  path: kinds("kind", "path"),
};

/** The style of the ground; sources that are not given leave plain paper. */
export function ground({ tiles, pmtiles, attribution = "" }: Ground): StyleSpecification {
  const sources: Record<string, SourceSpecification> = {};
  if (pmtiles) sources.base = { type: "vector", url: `pmtiles://${pmtiles}`, attribution };
  if (tiles) sources.own = { type: "vector", tiles: [tiles], minzoom: 9, maxzoom: 14, attribution };
  const schema = pmtiles ? protomaps : own;
  return {
    version: 8,
    sources,
    // No `glyphs`: MapLibre then draws the letters here, with the page's own font.
    layers: [
      { id: "paper", type: "background", paint: { "background-color": paper } },
      ...(pmtiles || tiles ? [...surfaces(schema), ...roads(schema), ...names(schema)] : []),
      ...(tiles ? [numbers] : []),
    ],
  };
}

function surfaces({ source, green: { layer, filter }, buildings }: Schema): LayerSpecification[] {
  return [
    {
      id: "green", type: "fill", source, "source-layer": layer, ...(filter ? { filter } : {}),
      paint: { "fill-color": green, "fill-antialias": false },
    },
    { id: "water", type: "fill", source, "source-layer": "water", paint: { "fill-color": water } },
    {
      id: "water-line", type: "line", source, "source-layer": "water", filter: ["==", ["geometry-type"], "LineString"],
      paint: { "line-color": water, "line-width": byZoom([[10, 0.6], [14, 2], [18, 8]]) },
    },
    {
      id: "buildings", type: "fill", source, "source-layer": buildings, minzoom: 13,
      paint: {
        "fill-color": building,
        "fill-outline-color": buildingEdge,
        "fill-opacity": ["interpolate", ["linear"], ["zoom"], 13, 0, 14.5, 1],
      },
    },
  ];
}

function roads({ source, major, minor, path: paths }: Schema): LayerSpecification[] {
  const line = (
    id: string, filter: never, color: string, width: Zooms, minzoom: number, dash?: number[],
  ): LayerSpecification => ({
    id, type: "line", source, "source-layer": "roads", filter, minzoom,
    layout: { "line-cap": dash ? "butt" : "round", "line-join": "round" },
    paint: { "line-color": color, "line-width": byZoom(width), ...(dash ? { "line-dasharray": dash } : {}) },
  });
  return [
    line("path", paths, path, [[14, 0.5], [16, 1], [19, 2.5]], 14, [2.5, 2]),
    line("minor-edge", minor, roadEdge, [[12, 0.5], [14, 2.2], [16, 7], [18, 17]], 12),
    line("major-edge", major, roadEdge, [[8, 0.8], [12, 2], [14, 4.6], [16, 10], [18, 22]], 8),
    line("minor", minor, road, [[12, 0.2], [14, 1.2], [16, 5.6], [18, 15]], 13),
    line("major", major, road, [[8, 0.3], [12, 1.2], [14, 3.4], [16, 8.6], [18, 20]], 8),
  ];
}

function names({ source }: Schema): LayerSpecification[] {
  return [
    {
      id: "road-names", type: "symbol", source, "source-layer": "roads", minzoom: 13,
      filter: ["all", ["has", "name"], ["!=", ["get", "name"], ""]],
      layout: {
        "symbol-placement": "line",
        "symbol-spacing": 320,
        "symbol-sort-key": ["match", ["get", "kind"], ["major", "highway", "major_road"], 0, ["minor", "minor_road"], 1, 2],
        "text-field": ["get", "name"],
        "text-font": medium,
        "text-size": ["interpolate", ["linear"], ["zoom"], 13, 10, 16, 12, 18, 14],
        "text-letter-spacing": 0.01,
        "text-max-angle": 35,
        "text-padding": 12,
      },
      paint: { "text-color": ink, "text-halo-color": paper, "text-halo-width": 1.6 },
    },
    {
      id: "river-names", type: "symbol", source, "source-layer": "water", minzoom: 12,
      filter: ["all", ["has", "name"], ["==", ["geometry-type"], "LineString"]],
      layout: {
        "symbol-placement": "line", "symbol-spacing": 480, "text-field": ["get", "name"], "text-font": regular,
        "text-size": 12, "text-letter-spacing": 0.06,
      },
      paint: { "text-color": waterInk, "text-halo-color": water, "text-halo-width": 1 },
    },
    {
      id: "water-names", type: "symbol", source, "source-layer": source === "own" ? "water_names" : "water",
      filter: ["has", "name"], minzoom: 11,
      layout: { "text-field": ["get", "name"], "text-font": regular, "text-size": 12, "text-letter-spacing": 0.06 },
      paint: { "text-color": waterInk, "text-halo-color": water, "text-halo-width": 1 },
    },
  ];
}

const numbers: LayerSpecification = {
  id: "house-numbers", type: "symbol", source: "own", "source-layer": "addresses", minzoom: 16.5,
  layout: {
    "text-field": ["coalesce", ["get", "number"], ["get", "label"], ""],
    "text-font": regular,
    "text-size": 10.5,
    "text-padding": 1,
  },
  paint: { "text-color": ink, "text-halo-color": paper, "text-halo-width": 1 },
};
