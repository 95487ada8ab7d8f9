/** A photo made smaller on the phone, and freed of place and camera: drawn anew, upright, at most 1600 pixels wide or high.
 *
 *  What the browser can't open (HEIC in most) goes as it is; the server opens it, and keeps nothing but its pixels either. */

const LONGEST = 1600;
const QUALITY = 0.82;

export async function shrink(file: Blob): Promise<Blob> {
  return (await redrawn(file).catch(() => null)) ?? file;
}

async function redrawn(file: Blob): Promise<Blob | null> {
  const whole = await createImageBitmap(file, { imageOrientation: "from-image" });
  try {
    const scale = Math.min(1, LONGEST / Math.max(whole.width, whole.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(whole.width * scale));
    canvas.height = Math.max(1, Math.round(whole.height * scale));
    const paper = canvas.getContext("2d");
    if (!paper) return null;
    paper.fillStyle = "#fff"; // behind what lets something through
    paper.fillRect(0, 0, canvas.width, canvas.height);
    paper.imageSmoothingQuality = "high";
    paper.drawImage(whole, 0, 0, canvas.width, canvas.height);
    // Some phones draw a picture that is too large for them as nothing at all, and say nothing.
    return blank(paper) ? null : await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
  } finally {
    whole.close();
  }
}

/** Whether nothing was drawn: all white or all black. Such a picture goes as it is, too. */
function blank(paper: CanvasRenderingContext2D): boolean {
  const { data } = paper.getImageData(0, 0, paper.canvas.width, paper.canvas.height);
  return data.every((value, index) => index % 4 === 3 || value === data[0]) && (data[0] === 0 || data[0] === 255);
}
