/** What a page with a map loads. */

import "./map.ts";
import "./spot.ts";
