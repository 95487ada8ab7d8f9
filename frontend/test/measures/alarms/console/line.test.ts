import assert from "node:assert/strict";
import { test } from "node:test";
import { Line, SECOND } from "../../../../src/measures/alarms/console/line.ts";
import type { Contact, Stream } from "../../../../src/measures/alarms/console/line.ts";

/** A server, a network and a clock that a test moves on. */
class Play {
  now = 0;
  asked = 0;
  up = true;
  signedIn = true;
  contacts: Contact[] = [];
  streams: { say: (name: string) => void; closed: boolean }[] = [];
  private work: [number, () => void][] = [];
  readonly line = new Line({
    ask: async () => {
      this.asked += 1;
      if (!this.up) throw new Error("no network");
      return this.signedIn ? "fresh" : "gone";
    },
    heard: () => undefined,
    contact: (contact) => this.contacts.push(contact),
    open: () => this.open(),
    ticks: () => this.now,
    later: (work, wait) => void this.work.push([this.now + wait, work]),
  });

  private open(): Stream {
    const heard: Record<string, (event: { data?: unknown }) => void> = {};
    const stream = { say: (name: string) => heard[name]?.({ data: '{"now": 1}' }), closed: false };
    this.streams.push(stream);
    return { addEventListener: (name, work) => void (heard[name] = work), close: () => void (stream.closed = true) };
  }

  get last(): { say: (name: string) => void; closed: boolean } {
    return this.streams.at(-1)!;
  }

  async pass(seconds: number, beat = false): Promise<void> {
    for (let at = 0; at < seconds; at++) {
      this.now += SECOND;
      if (beat) this.last.say("beat");
      const due = this.work.filter(([when]) => when <= this.now);
      this.work = this.work.filter(([when]) => when > this.now);
      due.forEach(([, work]) => work());
      await settled();
    }
  }
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function live(): Promise<Play> {
  const play = new Play();
  play.line.start();
  play.last.say("hello");
  await settled();
  play.asked = 0;
  return play;
}

test("a stream that begins makes the console look, and a change makes it look again", async () => {
  const play = await live();
  assert.equal(play.contacts.at(-1), "live");
  play.last.say("change");
  await settled();
  assert.equal(play.asked, 1);
});

test("while the stream beats nothing is asked", async () => {
  const play = await live();
  await play.pass(60, true);
  assert.equal(play.asked, 0);
  assert.equal(play.contacts.at(-1), "live");
});

test("changes that come while it looks are one more look", async () => {
  const play = await live();
  for (let n = 0; n < 50; n++) play.last.say("change");
  await settled();
  assert.ok(play.asked <= 2, String(play.asked));
});

test("a look that failed is made good, although the stream lives", async () => {
  const play = await live();
  play.up = false;
  play.last.say("change");
  await settled();
  play.up = true;
  await play.pass(1, true);
  assert.equal(play.asked, 2);
  assert.equal(play.contacts.at(-1), "live");
});

test("a stream that falls silent is given up, and asked around each second", async () => {
  const play = await live();
  await play.pass(9);
  assert.ok(play.streams[0]!.closed);
  assert.equal(play.contacts.at(-1), "asking");
  assert.ok(play.asked >= 1);
});

test("no network is said within seconds, and forgotten when it is back", async () => {
  const play = await live();
  play.up = false;
  play.last.say("error");
  await play.pass(3);
  assert.equal(play.contacts.at(-1), "lost");
  play.up = true;
  await play.pass(2);
  assert.equal(play.contacts.at(-1), "asking");
  play.last.say("hello");
  await settled();
  assert.equal(play.contacts.at(-1), "live");
});

test("a dead network that closes nothing is also noticed", async () => {
  const play = await live();
  play.up = false;
  await play.pass(12);
  assert.equal(play.contacts.at(-1), "lost");
});

test("a stream that says goodbye is followed by another at once", async () => {
  const play = await live();
  play.last.say("bye");
  assert.equal(play.streams.length, 2);
  play.last.say("hello");
  await settled();
  assert.equal(play.contacts.at(-1), "live");
});

test("a full house is asked each second, and a place is asked for later", async () => {
  const play = new Play();
  play.line.start();
  play.last.say("full");
  await play.pass(10);
  assert.equal(play.streams.length, 1);
  assert.ok(play.asked >= 10);
  assert.equal(play.contacts.at(-1), "asking");
  await play.pass(6);
  assert.equal(play.streams.length, 2);
});

test("who is signed out is told, and nothing more is asked", async () => {
  const play = await live();
  play.signedIn = false;
  play.last.say("change");
  await settled();
  assert.equal(play.contacts.at(-1), "out");
  const { asked } = play;
  await play.pass(30);
  assert.ok(play.asked <= asked + 1);
});

test("an old stream's last words change nothing", async () => {
  const play = await live();
  const [old] = play.streams;
  play.last.say("bye");
  play.last.say("hello");
  await settled();
  old!.say("error");
  assert.equal(play.contacts.at(-1), "live");
});
