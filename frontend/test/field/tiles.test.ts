import assert from "node:assert/strict";
import { test } from "node:test";
import { cover, type Place } from "../../src/field/tiles.ts";

const KALMAR: Place = [16.36, 56.66];
const near = (n: number): Place => [16.36 + n / 10_000, 56.66];

test("a place has the tiles around it at every zoom, at most four each", () => {
  const { tiles, whole } = cover([KALMAR], 9, 14, 100);
  assert.ok(whole);
  for (let zoom = 9; zoom <= 14; zoom++) {
    const here = tiles.filter(([z]) => z === zoom);
    assert.ok(here.length >= 1 && here.length <= 4, `${here.length} at ${zoom}`);
    const side = 2 ** zoom;
    assert.ok(here.some(([, x]) => x === Math.floor(((KALMAR[0] + 180) / 360) * side)));
  }
  assert.deepEqual(new Set(tiles.map((tile) => tile.join("/"))).size, tiles.length);
});

test("the tile is the one that the server draws", () => {
  // https://wiki.openstreetmap.org/wiki/Slippy_map_tilenames#Subtiles, of 56.66, 16.36 at zoom 14
  assert.ok(cover([KALMAR], 14, 14, 9).tiles.some((tile) => tile.join() === "14,8936,5047"));
});

test("a round of sixty doors is a few tiles", () => {
  const round = Array.from({ length: 60 }, (_none, n) => near(n));
  assert.ok(cover(round, 9, 14, 160).tiles.length < 40);
});

test("what is too wide is cut behind the first places, whole place by whole place", () => {
  const wide = Array.from({ length: 500 }, (_none, n): Place => [12 + n / 25, 56 + n / 50]);
  const { tiles, whole } = cover(wide, 9, 14, 160);
  assert.equal(whole, false);
  assert.ok(tiles.length <= 160);
  const first = cover(wide.slice(0, 1), 9, 14, 160).tiles;
  assert.deepEqual(tiles.slice(0, first.length), first);
});

test("the edges of the world", () => {
  for (const place of [[180, 89], [-180, -89.9], [0, 0]] as const) {
    for (const [zoom, x, y] of cover([place], 0, 4, 99).tiles) {
      assert.ok(x >= 0 && y >= 0 && x < 2 ** zoom && y < 2 ** zoom, `${zoom}/${x}/${y}`);
    }
  }
  assert.deepEqual(cover([], 9, 14, 9), { tiles: [], whole: true });
});
