import assert from "node:assert/strict";
import { test } from "node:test";
import { ends, lapsed, over, setBack } from "../../src/field/lease.ts";

const HOUR = 3600_000;
const LEASE = 12 * 3600;
/** A burglary confirmed at 23:33 on 28 November in Stockholm: 48 hours, and six for whoever is out. */
const EXPIRES = { expires: "2026-12-01T05:33:00+01:00" };
const MADE = "2026-11-28T23:33:00+01:00";
const at = (moment: string): number => Date.parse(moment);

/** The moments of one night, read in several places of the world by whoever runs the tests. */
const inZone = (zone: string, work: () => void): void => {
  const before = process.env.TZ;
  process.env.TZ = zone;
  try {
    work();
  } finally {
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  }
};

test("a round stays past four in the morning, and goes when its cocoon's clock says", () => {
  for (const zone of ["Europe/Stockholm", "UTC", "Pacific/Kiritimati", "America/St_Johns"]) {
    inZone(zone, () => {
      const kept = (taken: string) => ({ ends: ends(EXPIRES, taken, at(taken)), taken: at(taken), lease: LEASE });
      assert.equal(over(kept(MADE), at("2026-11-29T04:00:00+01:00")), false, zone);
      assert.equal(over(kept("2026-11-29T18:00:00+01:00"), at("2026-11-30T04:00:00+01:00")), false, zone);
      assert.equal(over(kept("2026-12-01T05:00:00+01:00"), at("2026-12-01T05:32:59+01:00")), false, zone);
      assert.equal(over(kept("2026-12-01T05:00:00+01:00"), at("2026-12-01T05:33:00+01:00")), true, zone);
    });
  }
});

test("the nights when the clocks change are as long as they are", () => {
  for (const [taken, expires] of [
    ["2026-10-24T20:00:00+02:00", "2026-10-25T07:00:00+01:00"],
    ["2027-03-27T20:00:00+01:00", "2027-03-28T09:00:00+02:00"],
  ] as const) {
    const kept = { ends: ends({ expires }, taken, at(taken)), taken: at(taken), lease: LEASE };
    assert.equal(over(kept, at(taken) + 12 * HOUR - 1), false);
    assert.equal(over(kept, at(taken) + 12 * HOUR), true);
  }
});

test("a phone whose clock is days off shows a round for as long as one whose clock is right", () => {
  for (const off of [-3, 0, 3]) {
    const taken = at("2026-11-30T20:00:00+01:00") + off * 24 * HOUR;
    const kept = { ends: ends(EXPIRES, "2026-11-30T20:00:00+01:00", taken), taken, lease: LEASE };
    assert.equal(over(kept, taken + 9 * HOUR), false);
    assert.equal(over(kept, taken + 10 * HOUR), true);
  }
});

test("without a word from the server nothing is shown longer than the lease, however long the round lasts", () => {
  const taken = at(MADE);
  const kept = { ends: ends(EXPIRES, MADE, taken), taken, lease: LEASE };
  assert.equal(over(kept, taken + 12 * HOUR - 1), false);
  assert.equal(over(kept, taken + 12 * HOUR), true);
  assert.equal(lapsed(taken, LEASE, taken + 12 * HOUR - 1), false);
  assert.equal(lapsed(taken, LEASE, taken + 12 * HOUR), true);
});

test("a clock set back to before the last word from the server is not believed", () => {
  assert.equal(setBack(at(MADE), at(MADE) - 4 * 60_000), false);
  assert.equal(setBack(at(MADE), at(MADE) - 6 * 60_000), true);
});
