/** What lies over a map, such as a panel at its side or a sheet at its foot: how much of its edges that takes. Pure. */

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export type Edges = Record<"top" | "bottom" | "left" | "right", number>;

/** So much of a map stays free to be looked at, in pixels, whatever lies over it. */
const FREE = 160;

/** The pixels that are taken from each edge of a frame. What takes more of its width than of its height lies at its head or foot. */
export function taken(frame: Box, over: Box[]): Edges {
  const found: Edges = { top: 0, bottom: 0, left: 0, right: 0 };
  for (const box of over.filter((each) => overlaps(frame, each))) {
    const wide = (box.right - box.left) / (frame.right - frame.left) > (box.bottom - box.top) / (frame.bottom - frame.top);
    const [from, to] = wide
      ? ([["top", box.bottom - frame.top], ["bottom", frame.bottom - box.top]] as const)
      : ([["left", box.right - frame.left], ["right", frame.right - box.left]] as const);
    const [edge, width] = from[1] <= to[1] ? from : to;
    found[edge] = Math.max(found[edge], width);
  }
  return { ...eased(found, "top", "bottom", frame.bottom - frame.top), ...eased(found, "left", "right", frame.right - frame.left) };
}

const overlaps = (frame: Box, box: Box): boolean =>
  box.right > frame.left && box.left < frame.right && box.bottom > frame.top && box.top < frame.bottom;

/** Two opposite edges, narrower in proportion where they would leave too little between them. */
function eased(found: Edges, one: keyof Edges, other: keyof Edges, whole: number): Edges {
  const room = Math.max(0, whole - FREE);
  const scale = Math.min(1, room / Math.max(1, found[one] + found[other]));
  return { [one]: found[one] * scale, [other]: found[other] * scale } as Edges;
}
