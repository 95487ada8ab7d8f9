/** Shows a notice while no page is open. It holds a title that names nobody, and a page of this site. */

export {};

declare const self: ServiceWorkerGlobalScope;

interface Notice {
  title: string;
  url: string;
  tag: string;
}

self.addEventListener("install", () => void self.skipWaiting());
self.addEventListener("push", (event) => event.waitUntil(show(event.data)));
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(String((event.notification.data as { url?: string } | null)?.url ?? "/")));
});

/** Browsers take the right away from whoever is woken and shows nothing, so something is always shown. */
async function show(data: PushMessageData | null): Promise<void> {
  const told = read(data);
  const icon = new URL("/static/kokong/icon-192.png", self.location.origin).href;
  await self.registration.showNotification(told.title, { tag: told.tag, data: { url: told.url }, icon });
}

function read(data: PushMessageData | null): Notice {
  try {
    const told = data?.json() as Partial<Notice>;
    return { title: String(told.title ?? "Kokong"), url: String(told.url ?? "/"), tag: String(told.tag ?? "") };
  } catch {
    return { title: "Kokong", url: "/", tag: "" };
  }
}

async function open(address: string): Promise<void> {
  const url = new URL(address, self.location.origin);
  if (url.origin !== self.location.origin) return;
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = pages.find((page) => page.url === url.href);
  await (there ? there.focus() : self.clients.openWindow(url.href));
}
