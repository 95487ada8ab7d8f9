/** The server's clock, so that a wrong clock on the operator's computer falsifies no timer. */

const KEPT = 12;

export class Clock {
  private readonly ticks: () => number;
  private offsets: number[] = [];

  /** `ticks` are milliseconds that only ever go forward, whatever the computer's clock is set to. */
  constructor(ticks: () => number = () => performance.now()) {
    this.ticks = ticks;
  }

  /** The server said that it is `now` (milliseconds since 1970). What was under way shortest is right. */
  heard(now: number): void {
    this.offsets = [...this.offsets.slice(1 - KEPT), now - this.ticks()];
  }

  /** What time it is at the server. */
  now(): number {
    return this.offsets.length ? Math.max(...this.offsets) + this.ticks() : Date.now();
  }
}

/** "0:45", "12:03", "3:05:00"; never negative. */
export function elapsed(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const two = (value: number): string => String(value).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** Where an alarm stands against its handling goal: well within, in its last third, past it, past the limit. */
export function pace(seconds: number, goal: number, limit: number): "calm" | "soon" | "over" | "late" {
  if (seconds > limit) return "late";
  if (seconds > goal) return "over";
  return seconds > (goal * 2) / 3 ? "soon" : "calm";
}
