// Makes a photo fit: a phone's camera gives more than anybody needs to see a worn part, and writes into the file where it
// was taken. Drawing it anew leaves both behind.

const longestSide = 2048;
const mostBytes = 10 * 1024 * 1024;
const types = ['image/jpeg', 'image/png', 'image/webp'];

/** The photo to send, or null where the file is none. */
export async function fit(file) {
  let picture;
  try {
    picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    return null;
  }
  const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext('2d');
  // What is transparent becomes white, not black.
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const drawn = await new Promise(done => canvas.toBlob(done, 'image/jpeg', 0.86));
  if (drawn !== null && drawn.size <= mostBytes) return drawn;
  return types.includes(file.type) && file.size <= mostBytes ? file : null;
}

/** The first picture among files that were pasted or dropped. */
export const firstPicture = files => [...files ?? []].find(x => x.type.startsWith('image/')) ?? null;
