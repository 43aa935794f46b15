// What a journal's file says. Its form, which core has too: a record is a line `<sum> <length> <json>`, with the
// first 16 hexadecimal digits of the SHA-1 of the JSON and its length in bytes. It is written by one append that
// begins and ends with a newline: so a line that a crash cut short is by itself, and is told from a damaged one by
// its length.
import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';

import type { ErrorKind } from './types/common.js';

/** A record as it stands in the file. */
export type Line = Claimed | Settled;

interface Claimed {
  record: 'claim';
  v: number;
  at: string;
  attempt: { id: string };
  /** It stands last, so that the ends of no two lines are the same. */
  nonce: string;
}

interface Settled {
  record: 'settled';
  v: number;
  id: string;
  result: 'placed' | 'not_placed' | 'unknown';
  at: string;
  order_id?: string | null | undefined;
  cause?: ErrorKind | null | undefined;
  text?: string | null | undefined;
  sent_at?: string | null | undefined;
  candidate_order_id?: string | null | undefined;
  /** Of the claim that it settles; empty where there was none. */
  nonce: string;
}

/** A claim that holds, or what was placed. */
export interface Entry {
  /** Absent once it was placed. */
  claim?: Claimed;
  lost?: Settled;
  orderId?: string | undefined;
}

/** The version of the form. */
export const VERSION = 1;

/** More than a nonce: another file ends otherwise. */
const TAIL = 64;

/** What is appended for a record, whose JSON this is. */
export function lineOf(json: string): Buffer {
  const bytes = Buffer.from(json);
  return Buffer.concat([Buffer.from(`\n${sum(bytes)} ${bytes.length} `), bytes, Buffer.from('\n')]);
}

/** The attempts of a file, and how far it was read. */
export class Book {
  /** By their ids. What was not placed is not here. */
  readonly entries = new Map<string, Entry>();
  #offset = 0;
  #tail = Buffer.alloc(0);
  #lines = 0;

  /** Reads what is new in the file; false where it is another file than before. A damaged line is thrown as a text. */
  async catchUp(file: FileHandle): Promise<boolean> {
    const { size } = await file.stat();
    const begin = this.#offset - this.#tail.length;
    const read = Buffer.alloc(Math.max(0, size - begin));
    let length = 0;
    for (let more = -1; length < read.length && more !== 0; length += more) {
      ({ bytesRead: more } = await file.read(read, length, read.length - length, begin + length));
    }
    if (size < this.#offset || !read.subarray(0, this.#tail.length).equals(this.#tail)) return false;
    let at = this.#tail.length;
    let lines = this.#lines;
    // A line that was taken is taken again where a later one is damaged, which changes nothing.
    for (let end = read.indexOf(10, at); end >= 0; end = read.indexOf(10, at)) {
      lines += 1;
      this.#read(read.subarray(at, end), lines);
      at = end + 1;
    }
    // Without its newline it may be whole, or another process may be writing it.
    if (this.#read(read.subarray(at, length), lines + 1)) at = length;
    this.#lines = lines;
    this.#offset = begin + at;
    this.#tail = Buffer.from(read.subarray(Math.max(0, at - TAIL), at));
    return true;
  }

  /** Takes the record that a line has; false where it is torn. */
  #read(line: Buffer, number: number): boolean {
    const damaged = (what: string): string => `is damaged in line ${number}: ${what}`;
    const text = line.subarray(0, 32).toString('latin1');
    const head = /^(?:([0-9a-f]{16}) ([1-9][0-9]{0,8}) |[0-9a-f]{0,16}$|[0-9a-f]{16} (?:[1-9][0-9]{0,8})?$)/.exec(text);
    if (head === null) throw damaged('it is not a record of a journal');
    const [whole, stated, digits] = head;
    if (stated === undefined) return false;
    const json = line.subarray(whole.length);
    // The beginning of an object is never an object itself.
    if (json.length < Number(digits) && parsed(json) === undefined) return false;
    if (json.length !== Number(digits) || sum(json) !== stated) throw damaged('its checksum or its length is wrong');
    const record = parsed(json);
    if (record?.v !== VERSION) throw damaged('another release of telnum wrote it, in a form not known here');
    if (!this.#take(record)) throw damaged('this release cannot read it');
    return true;
  }

  /** The order in the file decides: of the claims of an attempt that is free, the first one holds. */
  #take(record: Line): boolean {
    if (record.record === 'claim') {
      const id: unknown = record.attempt?.id;
      if (typeof id !== 'string' || typeof record.nonce !== 'string') return false;
      if (!this.entries.has(id)) this.entries.set(id, { claim: record });
      return true;
    }
    if (record.record !== 'settled' || typeof record.id !== 'string') return false;
    const entry = this.entries.get(record.id);
    if (record.result === 'placed') {
      // Whoever says so: an order that was made stays made.
      this.entries.set(record.id, { orderId: record.order_id ?? (entry?.claim ? undefined : entry?.orderId) });
      return true;
    }
    // What is said of an earlier claim says nothing of this one.
    const holds = entry?.claim !== undefined && entry.claim.nonce === record.nonce;
    if (record.result === 'not_placed') {
      if (holds) this.entries.delete(record.id);
    } else if (record.result === 'unknown') {
      if (holds) this.entries.set(record.id, { ...entry, lost: record });
    } else return false;
    return true;
  }
}

function sum(json: Buffer): string {
  return createHash('sha1').update(json).digest('hex').slice(0, 16);
}

function parsed(json: Buffer): Line | undefined {
  try {
    return JSON.parse(json.toString()) as Line;
  } catch {
    return undefined;
  }
}
