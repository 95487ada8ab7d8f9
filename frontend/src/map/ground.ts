/** The town in few quiet tones, so that the work on top of it stands out. */

import type { LayerSpecification, SourceSpecification, StyleSpecification } from "maplibre-gl";
import { medium, regular } from "./fonts.ts";

export interface Ground {
  /** Address of our own vector tiles, `/places/tiles/{z}/{x}/{y}.mvt`. */
  tiles?: string | undefined;
  /** Address of a base map in Protomaps' schema, `pmtiles://…`, drawn instead of our own ground; it names its own makers. */
  pmtiles?: string | undefined;
  /** Address of the line where our own ground ends. */
  edge?: string | undefined;
  /** Who made our own ground. */
  attribution?: string | undefined;
}

interface Tones {
  paper: string;
  water: string;
  waterInk: string;
  green: string;
  building: string;
  buildingEdge: string;
  road: string;
  roadEdge: string;
  path: string;
  rail: string;
  ink: string;
}

const light: Tones = {
  paper: "#f6f3ec", water: "#cfdfe4", waterInk: "#5d7f8b", green: "#e3e9d9", building: "#e8e1d4", buildingEdge: "#d9d0bf",
  road: "#ffffff", roadEdge: "#dcd4c4", path: "#cdc3b0", rail: "#b3a998", ink: "#6a645a",
};

const dark: Tones = {
  paper: "#161d1b", water: "#1b2d36", waterInk: "#86a8b6", green: "#1a2620", building: "#232b29", buildingEdge: "#303a37",
  road: "#38423f", roadEdge: "#121816", path: "#3d4a46", rail: "#56635f", ink: "#a3ada9",
};

type Zooms = [zoom: number, value: number][];

// A line in a layer that is filled would be closed and filled too.
const polygons = ["==", ["geometry-type"], "Polygon"] as never;
const lines = ["==", ["geometry-type"], "LineString"] as never;

const byZoom = (stops: Zooms): never => ["interpolate", ["exponential", 1.6], ["zoom"], ...stops.flat()] as never;
const kinds = (...values: string[]): never => ["in", ["get", "kind"], ["literal", values]] as never;

/** What differs between our own tiles and Protomaps': layer names and the words for a road's kind. */
interface Schema {
  source: string;
  green: { layer: string; filter: never };
  major: never;
  minor: never;
  path: never;
  rail: { layer: string; filter: never };
}

const own: Schema = {
  source: "own",
  green: { layer: "green", filter: polygons },
  major: kinds("major"),
  minor: kinds("minor"),
  path: kinds("path"),
  rail: { layer: "rails", filter: lines },
};

const protomaps: Schema = {
  source: "base",
  green: {
    layer: "landuse",
    filter: ["all", polygons, kinds("park", "forest", "wood", "scrub", "grass", "grassland", "meadow", "cemetery",
      "nature_reserve", "golf_course", "recreation_ground", "allotments", "garden", "pitch", "playground",
      "village_green")] as never,
  },
  major: kinds("highway", "major_road"),
  minor: kinds("minor_road"),
  path: kinds("path"),
  rail: { layer: "roads", filter: kinds("rail") },
};

/** The style of the ground; sources that are not given leave plain paper. */
export function ground({ tiles, pmtiles, edge, attribution = "" }: Ground, isDark = false): StyleSpecification {
  const tones = isDark ? dark : light;
  const sources: Record<string, SourceSpecification> = {};
  if (pmtiles) sources.base = { type: "vector", url: pmtiles };
  if (tiles) sources.own = { type: "vector", tiles: [tiles], minzoom: 6, maxzoom: 14, attribution };
  // As wide as it may be beyond a tile, since the line is drawn as wide as a street.
  if (edge) sources.edge = { type: "geojson", data: edge, buffer: 512 };
  const schema = pmtiles ? protomaps : own;
  return {
    version: 8,
    sources,
    // No `glyphs`: MapLibre then draws the letters here, with the page's own font.
    layers: [
      { id: "paper", type: "background", paint: { "background-color": tones.paper } },
      ...(pmtiles || tiles ? [...surfaces(schema, tones), ...rails(schema, tones), ...roads(schema, tones)] : []),
      ...(edge ? [fading(tones)] : []),
      ...(pmtiles || tiles ? names(schema, tones) : []),
      ...(pmtiles ? [localities(tones)] : []),
      ...(tiles ? [numbers(tones)] : []),
    ],
  };
}

/** What is known of the ground ends softly: a cut through a forest or the sea is nothing that is there. */
const fading = ({ paper }: Tones): LayerSpecification => ({
  id: "edge", type: "line", source: "edge",
  layout: { "line-join": "round" },
  paint: {
    "line-color": paper,
    "line-width": ["interpolate", ["exponential", 2], ["zoom"], 9, 24, 13, 150, 16, 400],
    "line-blur": ["interpolate", ["exponential", 2], ["zoom"], 9, 16, 13, 110, 16, 300],
  },
});

function surfaces({ source, green: { layer, filter } }: Schema, { green, water, building, buildingEdge }: Tones): LayerSpecification[] {
  return [
    {
      id: "green", type: "fill", source, "source-layer": layer, filter,
      paint: { "fill-color": green, "fill-antialias": false },
    },
    {
      id: "water", type: "fill", source, "source-layer": "water", filter: polygons,
      paint: { "fill-color": water },
    },
    {
      id: "water-line", type: "line", source, "source-layer": "water", filter: lines,
      paint: { "line-color": water, "line-width": byZoom([[10, 0.6], [14, 2], [18, 8]]) },
    },
    {
      id: "buildings", type: "fill", source, "source-layer": "buildings", filter: polygons, minzoom: 13,
      paint: {
        "fill-color": building,
        "fill-outline-color": buildingEdge,
        "fill-opacity": ["interpolate", ["linear"], ["zoom"], 13, 0, 14.5, 1],
      },
    },
  ];
}

/** Dark and light by turns from close by: what one doesn't walk across. Streets that cross it lie on top. */
function rails({ source, rail: { layer, filter } }: Schema, { rail, paper }: Tones): LayerSpecification[] {
  const line = (id: string, color: string, width: Zooms, minzoom: number, dash: object): LayerSpecification => ({
    id, type: "line", source, "source-layer": layer, filter, minzoom, layout: { "line-join": "round" },
    paint: { "line-color": color, "line-width": byZoom(width), ...dash },
  });
  return [
    line("rail", rail, [[10, 0.6], [14, 2], [18, 5]], 10, {}),
    line("rail-light", paper, [[13, 0.4], [14, 1], [18, 3.2]], 13, { "line-dasharray": [5, 5] }),
  ];
}

function roads({ source, major, minor, path: paths }: Schema, { road, roadEdge, path }: Tones): LayerSpecification[] {
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

function names({ source }: Schema, { ink, paper, water, waterInk }: Tones): LayerSpecification[] {
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
      filter: ["all", ["has", "name"], lines],
      layout: {
        "symbol-placement": "line", "symbol-spacing": 480, "text-field": ["get", "name"], "text-font": regular,
        "text-size": 12, "text-letter-spacing": 0.06,
      },
      paint: { "text-color": waterInk, "text-halo-color": water, "text-halo-width": 1 },
    },
    {
      id: "water-names", type: "symbol", source, "source-layer": source === "own" ? "water_names" : "water",
      filter: ["all", ["has", "name"], ["!", lines]], minzoom: 11,
      layout: { "text-field": ["get", "name"], "text-font": regular, "text-size": 12, "text-letter-spacing": 0.06 },
      paint: { "text-color": waterInk, "text-halo-color": water, "text-halo-width": 1 },
    },
  ];
}

// Only a base map reaches beyond the town, where one needs to be told what lies there.
const localities = ({ ink, paper }: Tones): LayerSpecification => ({
  id: "localities", type: "symbol", source: "base", "source-layer": "places", filter: kinds("locality"), maxzoom: 15,
  layout: {
    "text-field": ["get", "name"],
    "text-font": medium,
    "text-size": ["interpolate", ["linear"], ["zoom"], 8, 11, 14, 14],
    "text-padding": 8,
  },
  paint: { "text-color": ink, "text-halo-color": paper, "text-halo-width": 1.6 },
});

const numbers = ({ ink, paper }: Tones): LayerSpecification => ({
  id: "house-numbers", type: "symbol", source: "own", "source-layer": "addresses", minzoom: 16.5,
  layout: {
    "text-field": ["coalesce", ["get", "number"], ["get", "label"], ""],
    "text-font": regular,
    "text-size": 10.5,
    "text-padding": 1,
  },
  paint: { "text-color": ink, "text-halo-color": paper, "text-halo-width": 1 },
});
