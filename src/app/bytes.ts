/** Bytes for people, in binary megabytes as the memory budget counts them: "258 MB". */
export function megabytes(bytes: number): string {
  const mb = bytes / 2 ** 20;
  return `${mb < 10 ? mb.toFixed(1) : Math.round(mb)} MB`;
}
