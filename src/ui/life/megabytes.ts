const MIB = 2 ** 20;

/** An amount of memory, "281 MB" or "31.2 GB" (binary units, as top and free mean them). @param bytes bytes */
export function megabytes(bytes: number): string {
  const mebibytes = bytes / MIB;
  return mebibytes < 10_000 ? `${Math.round(mebibytes)} MB` : `${(mebibytes / 1024).toFixed(1)} GB`;
}
