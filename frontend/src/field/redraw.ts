/** A photo drawn anew, upright and smaller, by a page or its worker. */

import { lightest } from "./small.ts";

type Canvas = OffscreenCanvas | HTMLCanvasElement;
type Paper = OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D;

/** The photo as a light JPEG; null where this browser draws it as nothing. Rejects for what it can't open. */
export async function redrawn(file: Blob): Promise<Blob | null> {
  const whole = await createImageBitmap(file, { imageOrientation: "from-image" });
  const drawn = new Map<number, Canvas | null>();
  try {
    return await lightest(async (longest, quality) => {
      if (!drawn.has(longest)) drawn.set(longest, draw(whole, longest));
      const canvas = drawn.get(longest);
      return canvas ? encode(canvas, quality) : null;
    });
  } finally {
    whole.close();
  }
}

/** At most so many pixels wide or high; null where nothing was drawn. */
function draw(whole: ImageBitmap, longest: number): Canvas | null {
  const scale = Math.min(1, longest / Math.max(whole.width, whole.height));
  const canvas = blank(Math.max(1, Math.round(whole.width * scale)), Math.max(1, Math.round(whole.height * scale)));
  const paper = canvas.getContext("2d") as Paper | null;
  if (!paper) return null;
  paper.fillStyle = "#fff"; // behind what lets something through
  paper.fillRect(0, 0, canvas.width, canvas.height);
  paper.imageSmoothingQuality = "high";
  paper.drawImage(whole, 0, 0, canvas.width, canvas.height);
  // Some phones draw a picture that is too large for them as nothing at all, and say nothing.
  return isEmpty(paper, canvas) ? null : canvas;
}

function blank(width: number, height: number): Canvas {
  if (typeof OffscreenCanvas === "function") return new OffscreenCanvas(width, height);
  return Object.assign(document.createElement("canvas"), { width, height });
}

const encode = (canvas: Canvas, quality: number): Promise<Blob | null> =>
  "convertToBlob" in canvas ? canvas.convertToBlob({ type: "image/jpeg", quality })
  : new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));

/** Whether nothing was drawn: all white or all black. Such a picture goes as it is, too. */
function isEmpty(paper: Paper, { width, height }: Canvas): boolean {
  const { data } = paper.getImageData(0, 0, width, height);
  return data.every((value, index) => index % 4 === 3 || value === data[0]) && (data[0] === 0 || data[0] === 255);
}
