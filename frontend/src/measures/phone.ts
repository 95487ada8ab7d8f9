/** The phone page with every measure that sends people out. */

import { begin } from "../field/field.ts";
import { door } from "./cocoons/door.ts";
import { sign } from "./signs/sign.ts";

begin([door, sign]);
