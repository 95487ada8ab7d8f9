/** The phone page with every measure that sends people out. */

import { kinds } from "measures:phones";
import { begin } from "../field/field.ts";

begin(kinds);
