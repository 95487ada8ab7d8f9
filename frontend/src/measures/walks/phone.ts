/** What people of this measure walk to. */

import { walk } from "./walk.ts";

export const kinds = [walk];
