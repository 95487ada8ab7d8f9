/** The page of the map: what lies over it, and its tables. */

import { watchSheets } from "./sheets.ts";
import { watchTables } from "./tables.ts";

watchSheets(document.querySelector(".kk-workspace"));
watchTables(document.getElementById("tables"));
