/** The page of a burglary: rows and pins joined, the order by dragging, and what is kept while parts of it are renewed. */

import { watchDrags } from "./drag.ts";
import { watchPins } from "./pins.ts";
import { watchTicks } from "./ticks.ts";

watchPins(document.getElementById("case-map"));
watchDrags();
watchTicks();
