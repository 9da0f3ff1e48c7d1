import { readSync } from 'node:fs';

/** The file ended where something should still have been. */
export class EndOfFile extends Error {
  override readonly name = 'EndOfFile';
}

const WINDOW_BYTES = 256 * 1024;

/**
 * Reads a file from front to back through a window of 256 KiB, little-endian:
 * however large the file is, only that much of it is in memory.
 */
export class ByteWindow {
  readonly #fd: number;
  readonly #window = Buffer.allocUnsafe(WINDOW_BYTES);
  /** Where in the file the window begins, in bytes. */
  #start: number;
  /** Bytes of the window that hold the file. */
  #filled = 0;
  /** Where in the window the next byte is. */
  #at = 0;

  /** @param from the first byte to be read */
  constructor(fd: number, from = 0) {
    this.#fd = fd;
    this.#start = from;
  }

  /** Where in the file the next byte is. */
  get position(): number {
    return this.#start + this.#at;
  }

  u8(): number {
    return this.#window.readUInt8(this.#take(1));
  }

  i8(): number {
    return this.#window.readInt8(this.#take(1));
  }

  u16(): number {
    return this.#window.readUInt16LE(this.#take(2));
  }

  i16(): number {
    return this.#window.readInt16LE(this.#take(2));
  }

  u32(): number {
    return this.#window.readUInt32LE(this.#take(4));
  }

  i32(): number {
    return this.#window.readInt32LE(this.#take(4));
  }

  f32(): number {
    return this.#window.readFloatLE(this.#take(4));
  }

  f64(): number {
    return this.#window.readDoubleLE(this.#take(8));
  }

  /** A number, or a bigint where a number would not be exact. */
  u64(): number | bigint {
    const at = this.#take(8);
    const high = this.#window.readUInt32LE(at + 4);
    // A header has one before each word of its vocabulary: they are not all made bigints first.
    if (high < 2 ** 21) return high * 2 ** 32 + this.#window.readUInt32LE(at);
    return this.#window.readBigUInt64LE(at);
  }

  /** A number, or a bigint where a number would not be exact. */
  i64(): number | bigint {
    return exact(this.#window.readBigInt64LE(this.#take(8)));
  }

  /** The bytes from here on. The caller has checked that the file has as many. */
  bytes(length: number): Buffer {
    if (length <= WINDOW_BYTES) {
      const at = this.#take(length);
      return Buffer.from(this.#window.subarray(at, at + length));
    }
    const bytes = Buffer.allocUnsafe(length);
    for (let done = 0; done < length;) {
      const piece = Math.min(length - done, WINDOW_BYTES);
      const at = this.#take(piece);
      this.#window.copy(bytes, done, at, at + piece);
      done += piece;
    }
    return bytes;
  }

  /** As many bytes as text, in UTF-8. The caller has checked that the file has them. */
  text(length: number): string {
    if (length > WINDOW_BYTES) return this.bytes(length).toString('utf8');
    const at = this.#take(length);
    return this.#window.toString('utf8', at, at + length);
  }

  /** Goes on without reading what lies between. */
  skip(bytes: number): void {
    if (this.#at + bytes <= this.#filled) {
      this.#at += bytes;
      return;
    }
    this.#start = this.position + bytes;
    this.#at = 0;
    this.#filled = 0;
  }

  /** Makes sure that the next bytes are in the window, and says where. */
  #take(bytes: number): number {
    if (this.#at + bytes > this.#filled) this.#refill(bytes);
    const at = this.#at;
    this.#at += bytes;
    return at;
  }

  #refill(needed: number): void {
    this.#start = this.position;
    this.#at = 0;
    this.#filled = 0;
    while (this.#filled < needed) {
      const position = this.#start + this.#filled;
      const read = readSync(
        this.#fd,
        this.#window,
        this.#filled,
        WINDOW_BYTES - this.#filled,
        position,
      );
      if (read === 0) throw new EndOfFile();
      this.#filled += read;
    }
  }
}

function exact(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
