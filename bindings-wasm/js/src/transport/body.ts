/** The bytes of a body as they come, within limits. */
export class Body {
  readonly #most: number;
  #bytes: Uint8Array;
  #length = 0;
  #pieces = 0;

  /** For `most` bytes; so many are announced, truly or not. */
  constructor(most: number, announced: number) {
    this.#most = most;
    this.#bytes = new Uint8Array(Math.min(announced || 0, most, ANNOUNCED));
  }

  /** Adds a piece. It is copied: a piece of one byte would hold on to all that came with it. */
  add(piece: Uint8Array): void {
    const length = this.#length + piece.length;
    if (length > this.#most) throw tooLarge(this.#most);
    this.#pieces += 1;
    if (this.#pieces > PIECES + length / PIECE) throw new Error('the answer comes in too many small pieces');
    if (length > this.#bytes.length) {
      const longer = new Uint8Array(Math.min(Math.max(length, 2 * this.#bytes.length, 16_384), this.#most));
      longer.set(this.bytes);
      this.#bytes = longer;
    }
    this.#bytes.set(piece, this.#length);
    this.#length = length;
  }

  /** What came so far. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }
}

/** A body that is larger than it may be. */
export class TooLarge extends Error {}

export function tooLarge(most: number): TooLarge {
  return new TooLarge(`the answer is larger than ${most} bytes`);
}

/** The codings of a body, in the order in which they were applied. */
export function codings(labels: string | null | undefined): string[] {
  const all = (labels ?? '').split(',').map((label) => label.trim().toLowerCase());
  return all.filter((label) => label !== '' && label !== 'identity');
}

// Each piece costs time and memory of its own. Servers that write row by row stay far below.
const PIECES = 4096;
const PIECE = 16;
// What is announced and never comes shall cost little.
const ANNOUNCED = 1 << 20;
