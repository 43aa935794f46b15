// A .wasm as streams, sorted by kind: opcodes stand with opcodes, and each opcode's immediates with their like. gzip
// makes that a fifth smaller than the file, so a browser loads that much less.
//
// One walk serves both directions: over a file it tells which stream a byte belongs to (tools/pack-wasm.mjs), and
// over streams where the next byte is.

/** What is no instruction, and the opcodes; an opcode's immediates are in the stream of its number. */
const [REST, OPCODES] = [0, 1];
/** Second immediates, and those of `i32.const`, by the opcode that follows. */
const [SECOND, CONSTANTS] = [256, 512];
const STREAMS = 768;

/** One direction of the walk. */
export interface Direction {
  isOver(): boolean;
  /** Returns the next byte and moves past it; it belongs to this stream. */
  byte(stream: number): number;
  /** The opcode that follows the next number. */
  opcodeAfterNumber(): number;
  /** A function's body, which in the file has its length before it. */
  body(walk: () => void): void;
}

/** How many numbers follow an opcode, and an opcode of two parts, whose first is 0xfc. */
const counts = new Uint8Array(256).fill(1, 0x20, 0x27).fill(2, 0x28, 0x3f);
for (const opcode of [0x02, 0x03, 0x04, 0x0c, 0x0d, 0x10, 0x3f, 0x40, 0x42, 0xd0, 0xd2]) counts[opcode] = 1;
counts[0x11] = 2;
const countsAfter0xfc = [0, 0, 0, 0, 0, 0, 0, 0, 2, 1, 2, 1, 2, 1, 2, 1, 1, 1];

export function walk({ isOver, byte, opcodeAfterNumber, body }: Direction): void {
  bytes(REST, 8);
  while (!isOver()) {
    const section = byte(REST);
    const length = number(REST);
    if (section !== 10) bytes(REST, length);
    else for (let left = number(REST); left > 0; left -= 1) body(code);
  }

  function code(): void {
    // Locals: how many, and of which type.
    for (let left = number(REST); left > 0; left -= 1) {
      number(REST);
      byte(REST);
    }
    for (let depth = 1; depth > 0; ) {
      const opcode = byte(OPCODES);
      if (opcode === 0x0b) depth -= 1;
      else if (opcode >= 0x02 && opcode <= 0x04) depth += 1;
      immediates(opcode);
    }
  }

  function immediates(opcode: number): void {
    if (opcode === 0x41) number(CONSTANTS + opcodeAfterNumber());
    // Floats are not in LEB128.
    else if (opcode === 0x43 || opcode === 0x44) bytes(opcode, opcode === 0x43 ? 4 : 8);
    else {
      let count = counts[opcode]!;
      if (opcode === 0x0e) count = number(opcode) + 1;
      else if (opcode === 0x1c) count = number(opcode);
      else if (opcode === 0xfc) count = countsAfter0xfc[number(opcode)]!;
      for (let at = 0; at < count; at += 1) number(at === 0 ? opcode : SECOND + opcode);
    }
  }

  /** In LEB128; only those that count something are used, and they fit into 32 bits. */
  function number(stream: number): number {
    for (let value = 0, shift = 0; ; shift += 7) {
      const next = byte(stream);
      value |= (next & 127) << shift;
      if (next < 128) return value;
    }
  }

  function bytes(stream: number, count: number): void {
    for (let left = count; left > 0; left -= 1) byte(stream);
  }
}

/** The file that was split. */
export function join(streams: Uint8Array): Uint8Array<ArrayBuffer> {
  let at = 0;
  const word = (): number => streams[at++]! | (streams[at++]! << 8) | (streams[at++]! << 16);
  const file = new Uint8Array(word());
  const lengths = Array.from({ length: STREAMS }, word);
  // Where each is read next.
  const heads = Uint32Array.from(lengths, (length) => (at += length) - length);
  const end = heads[REST]! + lengths[REST]!;
  let written = 0;
  walk({
    isOver: () => heads[REST] === end,
    byte: (stream) => (file[written++] = streams[heads[stream]!++]!),
    opcodeAfterNumber: () => streams[heads[OPCODES]!]!,
    body(code) {
      const start = written;
      code();
      const length = leb128(written - start);
      file.copyWithin(start + length.length, start, written);
      file.set(length, start);
      written += length.length;
    },
  });
  return file;
}

/** The file as one array: the lengths of the file and of each stream, then the streams. */
export function split(file: Uint8Array): Uint8Array<ArrayBuffer> {
  const streams = Array.from({ length: STREAMS }, (): number[] => []);
  let at = 0;
  walk({
    isOver: () => at === file.length,
    byte(stream) {
      streams[stream]!.push(file[at]!);
      return file[at++]!;
    },
    opcodeAfterNumber() {
      let after = at;
      while (file[after++]! > 127);
      return file[after]!;
    },
    body(code) {
      while (file[at++]! > 127);
      code();
    },
  });
  const lengths = [file, ...streams].flatMap(({ length }) => [length & 255, (length >> 8) & 255, length >> 16]);
  return Uint8Array.from([...lengths, ...streams.flat()]);
}

function leb128(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...leb128(value >>> 7)];
}
