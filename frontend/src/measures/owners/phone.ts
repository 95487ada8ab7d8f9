/** What people of this measure go through. */

import { check } from "./check.ts";

export const kinds = [check];
