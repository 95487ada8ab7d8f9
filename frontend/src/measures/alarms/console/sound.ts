/** The console's sound: two calm tones while an alarm waits. Nothing is fetched; the browser makes them. */

export type Hearing = "on" | "blocked" | "quiet";

export const QUIET = 120_000;
const EVERY = 4_000;
const VOLUME = 0.25;

/** What sounds: the alarms that wait, without those that somebody has silenced. Pure, so that it can be tested. */
export class Silence {
  private until = -Infinity;
  private silenced = new Set<string>();

  /** Silence those that wait now, for two minutes. One that comes later sounds. */
  begin(waiting: string[], now: number): void {
    this.until = now + QUIET;
    this.silenced = new Set(waiting);
  }

  end(): void {
    this.until = -Infinity;
  }

  /** Milliseconds that the silence still lasts. */
  left(now: number): number {
    return Math.max(0, this.until - now);
  }

  audible(waiting: string[], now: number): string[] {
    return this.left(now) ? waiting.filter((alarm) => !this.silenced.has(alarm)) : waiting;
  }
}

export class Sound {
  readonly silence = new Silence();
  private context: AudioContext | null = null;
  private last = -Infinity;

  /** Browsers let a page sound only after the person has touched it; until then the state says so. */
  constructor(changed: () => void) {
    try {
      this.context = new AudioContext();
      this.context.addEventListener("statechange", changed);
    } catch {
      this.context = null; // no sound device: the page says that sound is off
    }
  }

  hearing(now: number): Hearing {
    if (this.context?.state !== "running") return "blocked";
    return this.silence.left(now) ? "quiet" : "on";
  }

  /** To be called from a key or a click: switches sound on, and plays the tones once so that it is heard. */
  async wake(aloud: boolean): Promise<void> {
    if (!this.context || (this.context.state === "running" && !aloud)) return;
    await this.context.resume();
    if (aloud) this.tones(false);
  }

  /** Sound if something audible waits; again every few seconds until it is taken. */
  ring(waiting: string[], urgent: boolean, now: number): void {
    if (!this.silence.audible(waiting, now).length) {
      this.last = -Infinity; // the next one sounds at once
      return;
    }
    if (now - this.last < EVERY || this.context?.state !== "running") return;
    this.last = now;
    this.tones(urgent);
  }

  private tones(urgent: boolean): void {
    const pitches = urgent ? [880, 660, 880, 660] : [660, 880];
    pitches.forEach((pitch, at) => this.tone(pitch, at * 0.22));
  }

  private tone(pitch: number, delay: number): void {
    const { context } = this;
    if (!context) return;
    const [source, level] = [context.createOscillator(), context.createGain()];
    const [begin, end] = [context.currentTime + delay, context.currentTime + delay + 0.2];
    source.frequency.value = pitch;
    level.gain.setValueAtTime(0, begin);
    level.gain.linearRampToValueAtTime(VOLUME, begin + 0.02);
    level.gain.linearRampToValueAtTime(0, end);
    source.connect(level).connect(context.destination);
    source.start(begin);
    source.stop(end);
  }
}
