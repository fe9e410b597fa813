// A little work in the background, in place of a riddle: a number whose SHA-256, together with the
// form's stamp and key, begins with as many zero bits as the stamp asks for (see web/human/proofs.py).

const AT_ONCE = 128; // hashes between two breaths, so that typing never stutters
const breath = () => new Promise((resolve) => setTimeout(resolve));

// Resolves to null where the browser keeps its hashes to itself (plain http inside an office).
export async function solve(stamp, key) {
  const bits = Number(stamp.split("-")[1]);
  if (!globalThis.crypto?.subtle || !(bits > 0 && bits < 32)) return null;
  const encoder = new TextEncoder();
  for (let first = 0; ; first += AT_ONCE) {
    const hashes = Array.from({ length: AT_ONCE }, (_, at) =>
      crypto.subtle.digest("SHA-256", encoder.encode(`${stamp}:${key}:${first + at}`)),
    );
    const at = (await Promise.all(hashes)).findIndex((hash) => new DataView(hash).getUint32(0) >>> (32 - bits) === 0);
    if (at >= 0) return String(first + at);
    await breath();
  }
}
