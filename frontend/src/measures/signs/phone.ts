/** What people of this measure walk to. */

import { sign } from "./sign.ts";

export const kinds = [sign];
