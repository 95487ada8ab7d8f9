/**
 * For another website's page that shows pieces of ours in frames: each is made as high as it needs.
 *
 * Runs there as a plain script and leaves no names behind. What it asks holds nothing, so it may be asked of whatever is
 * in the frame; what it hears it believes only of our own host, and only of a frame that is marked as ours.
 */

(() => {
  const script = document.currentScript as HTMLScriptElement;
  const own = new URL(script.src).origin;
  const highest = 20_000;

  const frames = () => [...document.querySelectorAll<HTMLIFrameElement>("iframe[data-kokong]")];
  const ask = (frame: HTMLIFrameElement) => frame.contentWindow?.postMessage({ kokong: "how-high" }, "*");

  addEventListener("message", ({ data, origin, source }: MessageEvent) => {
    const height: unknown = data?.kokong === "this-high" ? data.height : undefined;
    if (origin !== own || typeof height !== "number" || !(height > 0 && height <= highest)) return;
    const frame = frames().find((each) => each.contentWindow === source);
    if (!frame) return;
    frame.style.height = `${Math.ceil(height)}px`;
    frame.style.border = "0"; // a strict content policy there takes no style from the markup
  });
  document.addEventListener(
    "load",
    ({ target }) => {
      if (target instanceof HTMLIFrameElement && target.matches("[data-kokong]")) ask(target);
    },
    true,
  );
  frames().forEach(ask);
})();
