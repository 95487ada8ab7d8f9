import assert from "node:assert/strict";
import { test } from "node:test";
import type { Photo } from "../../src/field/album.ts";
import { PhotoSender, type Parcel, type PhotoPost, type Photos } from "../../src/field/photosender.ts";
import type { Result, Session, Status } from "../../src/field/model.ts";
import type { Answer, Unknown } from "../../src/field/sender.ts";

const photo = (id: string): Photo => ({ id, record: `r-${id}`, kind: "sign", subject: 7, pass: "p", at: "", digest: "d" });

class Memory implements Photos {
  held: Photo[];
  refused: string[] = [];
  sealed = new Set<string>();
  constructor(...ids: string[]) {
    this.held = ids.map(photo);
  }
  ready = async (): Promise<Photo[]> => [...this.held];
  bytes = async (_user: number, id: string): Promise<ArrayBuffer | null> => (this.sealed.has(id) ? null : new ArrayBuffer(4));
  async settle({ id, status }: Result): Promise<void> {
    this.held = this.held.filter((one) => one.id !== id);
    if (status === "refused") this.refused.push(id);
  }
}

class Server implements PhotoPost {
  signedIn: Session | Unknown = { user: 7, municipality: 1, name: "", csrf: "good", keys: ["key"], lease: 1, heard: 0 };
  parcels: Parcel[] = [];
  stale = false;
  answer: (parcel: Parcel) => Answer = ({ id }) => ok(id);
  async session(fresh: boolean): Promise<Session | Unknown> {
    if (fresh) this.stale = false;
    return this.signedIn;
  }
  async photo(parcel: Parcel): Promise<Answer> {
    this.parcels.push(parcel);
    return this.stale ? { kind: "token" } : this.answer(parcel);
  }
}

const ok = (id: string, status: Status = "stored"): Answer => ({ kind: "ok", results: [{ id, status, message: "" }] });
const sender = (memory: Photos, server: PhotoPost): PhotoSender => new PhotoSender(memory, server, async () => "device", () => 1_000);

test("one after the other, each with what waits", async () => {
  const [memory, server] = [new Memory("a", "b"), new Server()];
  let told = 0;
  assert.equal(await sender(memory, server).flush(() => (told += 1)), "sent");
  assert.deepEqual(server.parcels.map(({ id, waiting }) => [id, waiting]), [["a", 2], ["b", 1]]);
  assert.deepEqual([memory.held, told], [[], 2]);
});

test("nothing is let go of without an answer with its own id", async () => {
  for (const answer of [ok("other"), { kind: "ok", results: [] } as Answer, ok("a", "later")]) {
    const [memory, server] = [new Memory("a"), new Server()];
    server.answer = () => answer;
    assert.equal(await sender(memory, server).flush(), "held");
    assert.equal(memory.held.length, 1);
    assert.equal(server.parcels.length, 1);
  }
});

test("one that must wait holds back no other", async () => {
  const [memory, server] = [new Memory("a", "b"), new Server()];
  server.answer = ({ id }) => ok(id, id === "a" ? "later" : "already");
  assert.equal(await sender(memory, server).flush(), "held");
  assert.deepEqual(memory.held.map(({ id }) => id), ["a"]);
});

test("without a connection everything stays", async () => {
  const [memory, server] = [new Memory("a", "b"), new Server()];
  server.answer = () => ({ kind: "unreachable" });
  assert.equal(await sender(memory, server).flush(), "unreachable");
  assert.equal(server.parcels.length, 1);
  server.signedIn = "signed-out";
  assert.equal(await sender(memory, server).flush(), "signed-out");
  assert.equal(memory.held.length, 2);
});

test("what can never be taken stays until that was read", async () => {
  const [memory, server] = [new Memory("a", "b", "c"), new Server()];
  server.answer = ({ id }) => (id === "a" ? { kind: "unreadable", message: "no" } : id === "b" ? { kind: "too-big" } : ok(id, "refused"));
  assert.equal(await sender(memory, server).flush(), "sent");
  assert.deepEqual(memory.refused, ["a", "b", "c"]);
});

test("a stale token is fetched anew, and not for ever", async () => {
  const [memory, server] = [new Memory("a"), new Server()];
  server.stale = true;
  assert.equal(await sender(memory, server).flush(), "sent");
  memory.held = [photo("b")];
  server.answer = () => ({ kind: "other-person" });
  assert.equal(await sender(memory, server).flush(), "held");
  assert.equal(memory.held.length, 1);
});

test("a photo that nobody here can open is left alone", async () => {
  const [memory, server] = [new Memory("a", "b"), new Server()];
  memory.sealed.add("a");
  assert.equal(await sender(memory, server).flush(), "held");
  assert.deepEqual(server.parcels.map(({ id }) => id), ["b"]);
});

test("a photo is not given up because somebody was signed out meanwhile", async () => {
  const [memory, server] = [new Memory("a", "b"), new Server()];
  server.answer = () => {
    server.signedIn = "signed-out";
    return { kind: "too-big" };
  };
  assert.equal(await sender(memory, server).flush(), "signed-out");
  assert.deepEqual([memory.held.length, memory.refused], [2, []]);
});

test("one that is too big for whoever is signed in is refused, and the next goes on", async () => {
  const [memory, server] = [new Memory("a", "b"), new Server()];
  server.answer = ({ id }) => (id === "a" ? { kind: "too-big" } : ok(id));
  await sender(memory, server).flush();
  assert.deepEqual([memory.held, memory.refused], [[], ["a"]]);
});
