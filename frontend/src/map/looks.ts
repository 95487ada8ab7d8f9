/** How things look: what the rooms declare (`kernel/looks.py`), as a map is told in `data-looks`. */

export type Shape = "disc" | "diamond" | "ring" | "plate" | "square" | "line";
export type Mark = "" | "home" | "tick" | "minus" | "cross" | "clock" | "arrow" | "dot";

export interface Symbol {
  state: string;
  words: string;
  shape: Shape;
  /** Names of colours. */
  fill: string;
  edge: string;
  mark: Mark;
  ink: string;
  size: number;
  width: number;
  depth: number;
  dashed: boolean;
  /** Colour of a glow around it, or "". */
  halo: string;
}

export interface Look {
  kind: string;
  symbols: Symbol[];
  area?: boolean;
  order?: number;
  fades?: boolean;
  /** Its colour "age" and its size are those of its age. */
  ages?: boolean;
  backdrop?: boolean;
}

/** How something is drawn that is at most so many days old: as strongly, or in a colour and a size. */
export interface Fade {
  days: number | null;
  strength: number;
  words: string;
  /** Name of a colour. */
  colour: string;
  size: number;
  fresh: boolean;
}

export interface Told {
  colours: Record<string, [light: string, dark: string]>;
  usual: Omit<Symbol, "state" | "words">;
  fading: Fade[];
  looks: (Omit<Look, "symbols"> & { symbols: (Partial<Symbol> & Pick<Symbol, "state" | "words">)[] })[];
}

export interface Drawn {
  look: Look;
  symbol: Symbol;
}

const ANY = "point";
/** The colour that is that of its age. */
const AGE = "age";

/** A symbol in the colour of an age; the newest with a ring around it. */
export function aged(symbol: Symbol, { colour, fresh }: Fade): Symbol {
  const own = (name: string): string => (name === AGE ? colour : name);
  return { ...symbol, fill: own(symbol.fill), edge: own(symbol.edge), ink: own(symbol.ink), halo: fresh ? colour : symbol.halo };
}

export class Looks {
  readonly dark: boolean;
  readonly fading: Fade[];
  private readonly told: Told;
  private readonly kinds: Map<string, Look>;

  constructor(told: Told, dark = false) {
    this.told = told;
    this.dark = dark;
    this.fading = told.fading;
    this.kinds = new Map(told.looks.map((look) => [
      look.kind, { ...look, symbols: look.symbols.map((symbol) => ({ ...told.usual, ...symbol })) },
    ]));
  }

  /** The same on dark ground, or on light. */
  on(dark: boolean): Looks {
    return dark === this.dark ? this : new Looks(this.told, dark);
  }

  /** How something is drawn: by its kind and state, by the first state of its kind, or as any place. */
  of(kind: string | undefined, state: string | undefined): Drawn {
    const look = this.kinds.get(kind ?? "") ?? this.kinds.get(ANY)!;
    return { look, symbol: look.symbols.find((each) => each.state === state) ?? look.symbols[0]! };
  }

  /** Every symbol of a kind; none of one that nobody has declared. */
  symbols(kind: string): Symbol[] {
    return this.kinds.get(kind)?.symbols ?? [];
  }

  /** Every look, those that lie on top first. */
  all(): Look[] {
    return [...this.kinds.values()].sort((a, b) => (b.order ?? 1) - (a.order ?? 1));
  }

  /** A colour by its name. */
  colour(name: string): string {
    return (this.told.colours[name] ?? ["#777777", "#999999"])[this.dark ? 1 : 0];
  }
}

/** A symbol's name among a map's images; of one that is drawn by its age, with the step of that. */
export const named = ({ look, symbol }: Drawn, step?: number): string =>
  `${look.kind}/${symbol.state}${look.ages && step !== undefined ? `@${step}` : ""}`;

/** Every symbol of a point under its name, once for each step of its age where it is drawn by that. */
export function images(looks: Looks): [name: string, symbol: Symbol][] {
  const points = looks.all().filter(({ area }) => !area);
  return points.flatMap((look) => look.symbols.flatMap((symbol): [string, Symbol][] => [
    [named({ look, symbol }), symbol],
    ...(look.ages ? looks.fading.map((age, step): [string, Symbol] => [named({ look, symbol }, step), aged(symbol, age)]) : []),
  ]));
}
