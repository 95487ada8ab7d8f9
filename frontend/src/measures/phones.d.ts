/** What `build.mjs` gathers of every measure's `phone.ts`. */
declare module "measures:phones" {
  export const kinds: import("../field/kinds.ts").Kind[];
}
