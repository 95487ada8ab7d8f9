/** Light or dark: as the computer wishes, unless somebody chose otherwise here; then so until they choose again. */

export type Scheme = "auto" | "light" | "dark";

const NAME = "kokong_console_colours";
const YEAR = 31_536_000;

/** What a press leads to: the other colours; and where those are the computer's own, its wish again. */
export function pressed(now: Scheme, night: boolean): Scheme {
  const dark = now === "dark" || (now === "auto" && night);
  return dark === night ? (dark ? "light" : "dark") : "auto";
}

/** The cookie that the server reads, so that no page begins white in a dark room; gone where nothing is chosen. */
export const cookie = (scheme: Scheme, secure: boolean): string =>
  `${NAME}=${scheme}; path=/alarms/; max-age=${scheme === "auto" ? 0 : YEAR}; samesite=lax${secure ? "; secure" : ""}`;

export class Colours {
  private readonly root = document.documentElement;
  private readonly night = matchMedia("(prefers-color-scheme: dark)");
  private readonly changed: (dark: boolean) => void;

  /** `changed` hears whether the page is dark, at first and whenever that changes. */
  constructor(changed: (dark: boolean) => void) {
    this.changed = changed;
    this.night.addEventListener("change", () => this.told());
    this.told();
  }

  press(): void {
    const scheme = pressed(this.scheme, this.night.matches);
    document.cookie = cookie(scheme, location.protocol === "https:");
    this.root.dataset.colorScheme = scheme;
    this.told();
    document.dispatchEvent(new Event("kk-colours")); // maps draw themselves anew
  }

  private get scheme(): Scheme {
    const told = this.root.dataset.colorScheme;
    return told === "light" || told === "dark" ? told : "auto";
  }

  private told(): void {
    this.changed(this.scheme === "dark" || (this.scheme === "auto" && this.night.matches));
  }
}
