/** Draws photos anew beside the page, which goes on answering meanwhile. */

import { redrawn } from "./redraw.ts";

declare const self: DedicatedWorkerGlobalScope;

self.addEventListener("message", ({ data: { id, file } }: MessageEvent<{ id: number; file: Blob }>) => {
  redrawn(file).then((small) => self.postMessage({ id, small }), () => self.postMessage({ id, small: null }));
});
