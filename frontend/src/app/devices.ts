/** This browser shows notices of its person: asked for by a button, never by itself. */

import { say } from "../words.ts";
import { person } from "./here.ts";

/** Whose notices this browser shows, and the tab in which the server was last told so. */
const WHOSE = "kokong-notices";
const PATIENCE = 2_000;
const SCOPE = "/account/messages/";

export async function watchDevices(): Promise<void> {
  if (!("serviceWorker" in navigator) || !("PushManager" in window)) return;
  await tellAgain();
  const place = document.querySelector<HTMLElement>("[data-push]");
  const button = place?.querySelector("button");
  if (!place || !button) return;
  const registration = await navigator.serviceWorker.register(place.dataset.worker ?? "");
  const known = await registration.pushManager.getSubscription();
  button.hidden = false;
  if (known && Notification.permission === "granted") tell(place, say("pushHere"));
  button.addEventListener("click", () => void add(place, registration));
}

/** Browsers change a subscription now and then, and say so to nobody: it is told once for each tab. */
async function tellAgain(): Promise<void> {
  const place = document.querySelector<HTMLElement>("#notices[data-add]");
  if (!place || !person() || localStorage.getItem(WHOSE) !== person() || sessionStorage.getItem(WHOSE)) return;
  const registration = await navigator.serviceWorker.getRegistration(SCOPE);
  const made = await registration?.pushManager.getSubscription();
  if (!made || Notification.permission !== "granted") return;
  sessionStorage.setItem(WHOSE, person());
  await keep(place, made.toJSON()).catch(() => sessionStorage.removeItem(WHOSE));
}

/** Whoever signs out here is shown nothing here any more; their other browsers go on. Signing out waits for it briefly. */
export async function showNoMore(): Promise<void> {
  if (!("serviceWorker" in navigator) || localStorage.getItem(WHOSE) === null) return;
  localStorage.removeItem(WHOSE);
  await Promise.race([unsubscribe(), new Promise((over) => setTimeout(over, PATIENCE))]);
}

async function unsubscribe(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration(SCOPE);
  await (await registration?.pushManager?.getSubscription())?.unsubscribe();
}

async function add(place: HTMLElement, registration: ServiceWorkerRegistration): Promise<void> {
  if ((await Notification.requestPermission()) !== "granted") return tell(place, say("pushDenied"));
  try {
    const options = { userVisibleOnly: true, applicationServerKey: place.dataset.push ?? "" };
    const made = await subscription(registration, options);
    const refusal = await keep(place, made.toJSON());
    if (refusal) return tell(place, refusal);
    localStorage.setItem(WHOSE, person());
    location.reload();
  } catch {
    tell(place, say("pushFailed"));
  }
}

/** One that was made with another key than the installation's is replaced. */
async function subscription(
  registration: ServiceWorkerRegistration, options: PushSubscriptionOptionsInit,
): Promise<PushSubscription> {
  try {
    return await registration.pushManager.subscribe(options);
  } catch {
    await (await registration.pushManager.getSubscription())?.unsubscribe();
    return registration.pushManager.subscribe(options);
  }
}

/** Say it to the server; what it refuses with, else nothing. */
async function keep(place: HTMLElement, made: PushSubscriptionJSON): Promise<string> {
  const token = document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? "";
  const body = new URLSearchParams({
    endpoint: made.endpoint ?? "", p256dh: made.keys?.p256dh ?? "", auth: made.keys?.auth ?? "", name: browser(),
    csrfmiddlewaretoken: token,
  });
  const answer = await fetch(place.dataset.add ?? "", { method: "POST", body, redirect: "manual" });
  if (answer.status === 201) return "";
  const told = (await answer.json().catch(() => ({}))) as { error?: string };
  return told.error ?? say("pushFailed");
}

/** What the person knows it by: "Firefox, Linux". */
function browser(): string {
  const agent = navigator.userAgent;
  const name = ["Edg", "OPR", "Firefox", "Chrome", "Safari"].find((each) => agent.includes(`${each}/`)) ?? "";
  const system = ["Android", "iPhone", "iPad", "Windows", "Mac", "Linux"].find((each) => agent.includes(each)) ?? "";
  return [{ Edg: "Edge", OPR: "Opera" }[name] ?? name, system].filter(Boolean).join(", ");
}

function tell(place: HTMLElement, words: string): void {
  const said = place.querySelector("[data-said]");
  if (said) said.textContent = words;
}
