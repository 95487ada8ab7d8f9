import assert from "node:assert/strict";
import { test } from "node:test";
import { BATCH, patience, Sender, type Answer, type Letter, type Outbox, type Post, type Unknown } from "../../src/field/sender.ts";
import type { Entry, Result, Session, Told } from "../../src/field/model.ts";

class Memory implements Outbox {
  entries: Entry[] = [];
  add(user: number, count = 1): void {
    for (let n = 0; n < count; n++) {
      const id = `${user}-${this.entries.length}`;
      const told: Told = { id, kind: "visit", door: n, at: "", outcome: "talked" };
      this.entries.push({ id, seq: this.entries.length, user, municipality: 1, name: "", round: 1, address: "", told, status: "waiting", message: "", settled: null });
    }
  }
  async waiting(user: number): Promise<Entry[]> {
    return this.entries.filter((entry) => entry.user === user && entry.status === "waiting");
  }
  async settle(results: readonly Result[], now: number): Promise<void> {
    for (const { id, status, message } of results) {
      const entry = this.entries.find((one) => one.id === id);
      if (entry) Object.assign(entry, { status: status === "refused" ? "refused" : "sent", message, settled: now });
    }
  }
  device = async (): Promise<string> => "device";
  signedOut = 0;
  opened: number[] = [];
  async admit(session: Session): Promise<boolean> {
    this.opened.push(session.user);
    return session.user !== this.signedOut;
  }
}

const session = (over: Partial<Session> = {}): Session => ({
  user: 7, municipality: 1, name: "Cilla", csrf: "good", keys: ["key"], lease: 43_200, heard: 0, ...over,
});

class Server implements Post {
  signedIn: Session | Unknown = session();
  cached: Session | null = null;
  letters: Letter[] = [];
  answer: (letter: Letter) => Answer = (letter) => ({ kind: "ok", results: letter.events.map((event) => stored(event.id)) });
  async session(fresh: boolean): Promise<Session | Unknown> {
    return !fresh && this.cached ? this.cached : this.signedIn;
  }
  async post(letter: Letter, csrf: string): Promise<Answer> {
    this.letters.push(letter);
    const signedIn = this.signedIn;
    if (signedIn === "no-role") return { kind: "token" };
    if (typeof signedIn === "string") return { kind: signedIn };
    if (csrf !== "good") return { kind: "token" };
    if (letter.user !== signedIn.user) return { kind: "other-person" };
    return this.answer(letter);
  }
}

const stored = (id: string, over: Partial<Result> = {}): Result => ({ id, status: "stored", message: "", ...over });
const setting = (): { memory: Memory; server: Server; sender: Sender } => {
  const memory = new Memory();
  const server = new Server();
  return { memory, server, sender: new Sender(memory, server, () => 1_000) };
};

test("everything that waits is sent in order, in batches, with the true count", async () => {
  const { memory, server, sender } = setting();
  memory.add(7, BATCH + 5);
  assert.equal(await sender.flush(), "sent");
  assert.deepEqual(server.letters.map((letter) => letter.events.length), [BATCH, 5]);
  assert.deepEqual(server.letters.map((letter) => letter.waiting), [BATCH + 5, 5]);
  assert.ok(memory.entries.every((entry) => entry.status === "sent"));
});

test("without a server everything stays", async () => {
  const { memory, server, sender } = setting();
  memory.add(7, 3);
  server.signedIn = "unreachable";
  assert.equal(await sender.flush(), "unreachable");
  assert.equal((await memory.waiting(7)).length, 3);
});

test("what the server does not answer for stays and is sent again", async () => {
  const { memory, server, sender } = setting();
  memory.add(7, 3);
  server.answer = (letter) => ({ kind: "ok", results: letter.events.slice(1).map((event) => stored(event.id)) });
  assert.equal(await sender.flush(), "held");
  assert.equal((await memory.waiting(7)).length, 1);
  server.answer = (letter) => ({ kind: "ok", results: letter.events.map((event) => stored(event.id, { status: "already" })) });
  assert.equal(await sender.flush(), "sent");
  assert.equal((await memory.waiting(7)).length, 0);
});

test("an entry that the server asks for later does not stop the others", async () => {
  const { memory, server, sender } = setting();
  memory.add(7, BATCH + 2);
  const answer = (letter: Letter): Answer => ({
    kind: "ok",
    results: letter.events.map((event) => stored(event.id, { status: event.id === "7-0" ? "later" : "stored" })),
  });
  server.answer = answer;
  assert.equal(await sender.flush(), "held");
  assert.deepEqual((await memory.waiting(7)).map((entry) => entry.id), ["7-0"]);
});

test("one person's entries are never sent as another's", async () => {
  const { memory, server, sender } = setting();
  memory.add(7, 2);
  memory.add(8, 1);
  server.cached = session();
  server.signedIn = session({ user: 8, name: "Dag" });
  const ask = server.session.bind(server);
  server.session = async (fresh) => {
    if (fresh) server.cached = null;
    return ask(fresh);
  };
  assert.equal(await sender.flush(), "sent");
  assert.equal((await memory.waiting(7)).length, 2);
  assert.equal((await memory.waiting(8)).length, 0);
});

test("a token that has gone stale is replaced", async () => {
  const { memory, server, sender } = setting();
  memory.add(7);
  server.cached = session({ csrf: "stale" });
  assert.equal(await sender.flush(), "sent");
  assert.equal(server.letters.length, 2);
});

test("a server that refuses every token is left in peace", async () => {
  const { memory, server, sender } = setting();
  memory.add(7);
  server.signedIn = session({ csrf: "stale" });
  assert.equal(await sender.flush(), "held");
  assert.ok(server.letters.length <= 3);
  assert.equal((await memory.waiting(7)).length, 1);
});

test("an expired sign-in keeps everything", async () => {
  const { memory, server, sender } = setting();
  memory.add(7);
  server.signedIn = "signed-out";
  assert.equal(await sender.flush(), "signed-out");
  assert.equal((await memory.waiting(7)).length, 1);
});

test("whose records may be opened is said before any is looked for, and the letter says where it belongs", async () => {
  const { memory, server, sender } = setting();
  memory.add(7);
  server.signedIn = session({ municipality: 3 });
  assert.equal(await sender.flush(), "sent");
  assert.equal(memory.opened[0], 7);
  assert.deepEqual(server.letters.map(({ user, municipality }) => [user, municipality]), [[7, 3]]);
});

test("who has signed out on this phone sends nothing from it, although the server still knows them", async () => {
  const { memory, server, sender } = setting();
  memory.add(7);
  memory.signedOut = 7;
  assert.equal(await sender.flush(), "signed-out");
  assert.equal(server.letters.length, 0);
});

test("a role that ended while a letter was under way is told apart from a stale token", async () => {
  const { memory, server, sender } = setting();
  memory.add(7);
  server.cached = session({ csrf: "stale" });
  server.signedIn = "no-role";
  assert.equal(await sender.flush(), "no-role");
  assert.equal((await memory.waiting(7)).length, 1);
});

test("one unreadable entry is found and refused with the server's words; the rest is sent", async () => {
  const { memory, server, sender } = setting();
  memory.add(7, 3);
  server.answer = (letter) =>
    letter.events.some((event) => event.id === "7-1")
      ? { kind: "unreadable", message: "No time given." }
      : { kind: "ok", results: letter.events.map((event) => stored(event.id)) };
  assert.equal(await sender.flush(), "sent");
  assert.deepEqual(memory.entries.map((entry) => entry.status), ["sent", "refused", "sent"]);
  assert.equal(memory.entries[1]?.message, "No time given.");
});

test("a batch that is too big is made smaller", async () => {
  const { memory, server, sender } = setting();
  memory.add(7, 60);
  server.answer = (letter) =>
    letter.events.length > 10
      ? { kind: "too-big" }
      : { kind: "ok", results: letter.events.map((event) => stored(event.id)) };
  assert.equal(await sender.flush(), "sent");
});

test("a claim is mentioned once, and forgotten when nobody hears it", async () => {
  const { server, sender } = setting();
  const claim: Told = { id: "c", kind: "claim", door: 1, at: "" };
  server.answer = () => ({ kind: "unreachable" });
  sender.mention({ ...claim, id: "b" }, "door 1");
  sender.mention({ ...claim, id: "s", sign: 1 }, "sign 1");
  sender.mention(claim, "door 1");
  assert.equal(await sender.flush(), "unreachable");
  server.answer = (letter) => ({ kind: "ok", results: letter.events.map((event) => stored(event.id)) });
  assert.equal(await sender.flush(), "sent");
  assert.deepEqual(server.letters.map(({ events }) => events.map(({ id }) => id)), [["s", "c"]], "of each the latest");
});

test("a greeting is sent with nothing in it", async () => {
  const { server, sender } = setting();
  assert.equal(await sender.flush(true), "sent");
  assert.deepEqual(server.letters.map((letter) => letter.events.length), [0]);
});

test("patience doubles from two seconds to a minute", () => {
  assert.deepEqual([1, 2, 3, 4, 5, 6, 50].map((n) => patience(n, 0.5)), [2, 4, 8, 16, 32, 60, 60].map((s) => s * 1000));
});
