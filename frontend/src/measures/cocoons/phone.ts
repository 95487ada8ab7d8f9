/** What people of this measure walk to. */

import { door } from "./door.ts";

export const kinds = [door];
