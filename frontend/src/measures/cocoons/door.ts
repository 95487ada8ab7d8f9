/** Doors as a kind of subject on the phone. */

import "./card.css";
import type { Kind } from "../../field/kinds.ts";
import { code, say } from "../../field/page.ts";
import type { Snapshot, State } from "./model.ts";
import { toldOf } from "./model.ts";
import { RoundPage } from "./round.ts";
import { counts, project } from "./state.ts";

export const door: Kind = {
  name: "door",
  open: (keeper, line, state) => RoundPage.open(keeper, line, state as State),
  summary(snapshot, entries) {
    const { eligible, visited, talked, open, again } = counts(project(snapshot as Snapshot, entries));
    const left = open ? say("left", { n: open }) : again ? say("left_again", { n: again }) : say("left_none");
    return { held: (snapshot as Snapshot).doors.length, left, total: eligible, tried: visited, done: talked };
  },
  places: (snapshot) =>
    [...(snapshot as Snapshot).doors].sort((a, b) => a.order - b.order).filter(({ lon, lat }) => lon || lat).map(({ lon, lat }) => [lon, lat]),
  saved: (n, time) => say("saved_here", { n, time }),
  said(told) {
    const { kind, outcome, address } = toldOf({ told });
    if (kind === "found") return address ?? "";
    return outcome ? code("outcomes", outcome) : "";
  },
};
