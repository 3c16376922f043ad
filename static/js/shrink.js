// <input type="file" accept="image/*" data-shrink>: photos get smaller before they are sent, which
// saves prepaid data. The server checks and re-encodes whatever arrives.

const LONGEST = 1600; // pixels
const SMALL_ENOUGH = 400 * 1024; // bytes

async function shrink(file) {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size <= SMALL_ENOUGH) return file;
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  const context = canvas.getContext("2d");
  context.fillStyle = "#fff"; // JPEG knows no transparency; without this it would turn black
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.82));
  if (!blob || blob.size >= file.size) return file;
  return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
}

export function shrinkPhotos() {
  document.addEventListener("change", async (event) => {
    const input = event.target;
    if (!input.matches?.("input[type=file][data-shrink]") || typeof createImageBitmap !== "function") return;
    try {
      const files = await Promise.all([...input.files].map(shrink));
      const list = new DataTransfer();
      files.forEach((file) => list.items.add(file));
      input.files = list.files;
    } catch {
      // An old browser or a broken picture: the original is sent.
    }
  });
}
