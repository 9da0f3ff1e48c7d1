/**
 * A number that looks random and is always the same for the same arguments,
 * 0 ≤ h < 1 (a 32-bit mix after MurmurHash3's finalizer). The arguments are
 * taken as integers.
 */
export function hash(seed: number, x: number, y: number): number {
  let mixed = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b);
  mixed = Math.imul(mixed ^ x ^ (mixed >>> 15), 0xc2b2ae35);
  mixed = Math.imul(mixed ^ y ^ (mixed >>> 13), 0x27d4eb2f);
  mixed ^= mixed >>> 16;
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  return (mixed >>> 0) / 2 ** 32;
}
