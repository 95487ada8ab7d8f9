/** What people of this measure go through. */

import { together } from "./together.ts";

export const kinds = [together];
