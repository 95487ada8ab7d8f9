import assert from "node:assert/strict";
import { test } from "node:test";
import { taken } from "../../src/map/over.ts";

const frame = { left: 112, top: 64, right: 1280, bottom: 800 };
const none = { top: 0, bottom: 0, left: 0, right: 0 };

test("a panel at the side takes the left edge, a table at the foot the lower one", () => {
  const panel = { left: 124, top: 140, right: 476, bottom: 788 };
  const table = { left: 488, top: 480, right: 1268, bottom: 788 };
  assert.deepEqual(taken(frame, [panel]), { ...none, left: 364 });
  assert.deepEqual(taken(frame, [panel, table]), { ...none, left: 364, bottom: 320 });
});

test("what is put away, or beside the map, takes nothing", () => {
  assert.deepEqual(taken(frame, [{ left: 0, top: 0, right: 0, bottom: 0 }, { left: 0, top: 64, right: 112, bottom: 800 }]), none);
});

test("on a phone something of the map stays free between bar and sheet", () => {
  const phone = { left: 0, top: 56, right: 390, bottom: 320 };
  const found = taken(phone, [{ left: 0, top: 56, right: 390, bottom: 112 }, { left: 0, top: 160, right: 390, bottom: 320 }]);
  assert.ok(Math.abs(phone.bottom - phone.top - found.top - found.bottom - 160) < 1e-9);
  assert.ok(found.top > 0 && found.bottom > found.top);
});

test("a sheet that is higher than wide still lies at the foot of a phone", () => {
  const found = taken({ left: 0, top: 56, right: 390, bottom: 780 }, [{ left: 0, top: 331, right: 390, bottom: 780 }]);
  assert.deepEqual(found, { ...none, bottom: 449 });
});
