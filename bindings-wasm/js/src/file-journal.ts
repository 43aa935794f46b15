// A journal in a file, for Node, Deno and Bun. It needs no core, and imports none.
import { randomBytes } from 'node:crypto';
import { closeSync, fstatSync, openSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { Book, lineOf, VERSION, type Entry } from './journal-book.js';
import { configuration } from './journal-error.js';
import type { Journal, JournalClaim, JournalOutcome } from './journal.js';
import { camelCase, snakeCase, unstopped, withNames } from './spelling.js';
import type { Attempt, OpenAttempt, PlacedAttempt } from './types/common.js';

/**
 * A journal in a file, which any number of clients, processes and languages share.
 *
 * A purchase takes about 600 bytes; nothing is taken out of it. A damaged line is a
 * {@link ConfigurationError} that names it, and nothing is sent. The file needs a local disk. Do not edit,
 * truncate or rotate it: an attempt that is no longer in it may be placed again.
 */
export class FileJournal implements Journal {
  readonly path: string;
  /** @internal Which minifying would take. */
  static readonly name: string = 'FileJournal';
  /** @internal A claim is waited for beyond the call's deadline, so that none is made of which the call was told otherwise. */
  readonly endsByItself = true;
  #book = new Book();
  /** The nonces of the claims that were granted here, by attempt: what is settled is these. */
  readonly #granted = new Map<string, string>();
  /** Whether it is certain that the file's name is on the disk. */
  #isNamed = false;
  #last: Promise<unknown> = Promise.resolve();

  /** Creates the file where there is none; throws a {@link ConfigurationError} where it cannot be opened. */
  constructor(path: string | URL) {
    if (typeof path !== 'string' && !(path instanceof URL) || path === '') throw configuration('The path of a journal must be a string or a URL.');
    // The program may change its folder.
    this.path = resolve(typeof path === 'string' ? path : fileURLToPath(path));
    this.#telling('opened', () => {
      const file = openSync(this.path, 'a', 0o600);
      const isFile = fstatSync(file).isFile();
      closeSync(file);
      // Of a device, the end may never come.
      if (!isFile) throw new Error('it is not a regular file');
    });
  }

  // A claim is one append that reaches the disk, and of several claims the first one in the file holds.
  claim(attempt: Attempt, at: string): Promise<JournalClaim> {
    return this.#alone(async (file) => {
      const { id } = attempt;
      await this.#catchUp(file);
      const taken = this.#book.entries.get(id);
      if (taken !== undefined) return takenBy(taken);
      const nonce = randomBytes(16).toString('hex');
      await this.#append(file, `{"record":"claim","v":${VERSION},"at":${JSON.stringify(at)},"attempt":${JSON.stringify(withNames(attempt, snakeCase))},"nonce":"${nonce}"}`);
      await this.#flush(file);
      await this.#catchUp(file);
      const holds = this.#book.entries.get(id);
      if (holds?.claim?.nonce !== nonce) return takenBy(holds);
      this.#granted.set(id, nonce);
      return { granted: true };
    });
  }

  // Not flushed: what a crash of the machine takes of it leaves the claim open.
  settle(attempt: Attempt, outcome: JournalOutcome): Promise<void> {
    return this.#alone(async (file) => {
      const { id } = attempt;
      await this.#catchUp(file);
      const nonce = this.#granted.get(id) ?? this.#book.entries.get(id)?.claim?.nonce ?? '';
      this.#granted.delete(id);
      const { result, at, orderId, cause, text, sentAt, candidateOrderId } = outcome;
      const known = { result, at, order_id: orderId, cause, text, sent_at: sentAt, candidate_order_id: candidateOrderId };
      await this.#append(file, JSON.stringify({ record: 'settled', v: VERSION, id, ...known, nonce }));
    });
  }

  open(): Promise<OpenAttempt[]> {
    return this.#alone(async (file) => {
      await this.#catchUp(file);
      return [...this.#book.entries.values()].flatMap(({ claim, lost }) => (claim === undefined ? [] : [openOf(claim, lost)]));
    });
  }

  placed(): Promise<PlacedAttempt[]> {
    return this.#alone(async (file) => {
      await this.#catchUp(file);
      return [...this.#book.entries].flatMap(([attemptId, { claim, orderId }]) => (claim === undefined ? [{ attemptId, ...(orderId !== undefined && { orderId }) }] : []));
    });
  }

  /**
   * Does this after all else that was begun. The file is opened for each use, so that one that was replaced is
   * noticed.
   */
  #alone<T>(work: (file: FileHandle) => Promise<T>): Promise<T> {
    const done = this.#last.then(async () => {
      const file = await this.#telling('opened', () => open(this.path, 'a+', 0o600));
      try {
        return await work(file);
      } finally {
        await file.close();
      }
    });
    this.#last = done.catch(() => {});
    return done;
  }

  async #catchUp(file: FileHandle): Promise<void> {
    try {
      if (await this.#book.catchUp(file)) return;
      this.#book = new Book();
      await this.#book.catchUp(file);
    } catch (thrown) {
      if (typeof thrown !== 'string') return this.#telling('read', () => Promise.reject(thrown as Error));
      throw configuration(`The journal ${this.path} ${thrown}. Keep the file, look at the account for what it holds, and go on with another journal.`);
    }
  }

  /** By one write, so that what others append stands before or after it. */
  #append(file: FileHandle, json: string): Promise<void> {
    return this.#telling('written', async () => {
      const line = lineOf(json);
      const { bytesWritten } = await file.write(line);
      // The rest in a second write might stand elsewhere. What is there is ignored as torn.
      if (bytesWritten !== line.length) throw new Error('it was written only in part; the disk may be full');
    });
  }

  /** Waits until the file is on the disk, and its name: a new file without it would be lost. */
  #flush(file: FileHandle): Promise<void> {
    return this.#telling('written', async () => {
      await file.datasync();
      if (this.#isNamed) return;
      // Windows opens no folders.
      if (process.platform !== 'win32') {
        const folder = await open(dirname(this.path));
        await folder.sync().finally(() => folder.close());
      }
      this.#isNamed = true;
    });
  }

  /** Runs this; an error of the system's becomes one that names the file. */
  #telling<T>(done: string, run: () => T): T {
    const failed = (thrown: unknown): Error =>
      configuration(`The journal ${this.path} could not be ${done}: ${unstopped(thrown instanceof Error ? thrown.message : String(thrown))}.${advice(thrown)}`);
    try {
      const value = run();
      if (!(value instanceof Promise)) return value;
      return value.catch((thrown: unknown) => {
        throw failed(thrown);
      }) as T;
    } catch (thrown) {
      throw failed(thrown);
    }
  }
}

/** What is to be done about it. */
function advice(thrown: unknown): string {
  switch ((thrown as NodeJS.ErrnoException).code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return ' Create its folder first, or name a file in one that is there.';
    case 'EISDIR':
      return ' Name a file in that folder.';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return ' This user must be able to read and write it, and to create it in its folder.';
    case 'ENOSPC':
    case 'EDQUOT':
      return ' Make room on its disk.';
    default:
      return '';
  }
}

function takenBy(entry: Entry | undefined): JournalClaim {
  return { granted: false, orderId: entry?.orderId };
}

function openOf(claim: NonNullable<Entry['claim']>, lost: Entry['lost']): OpenAttempt {
  return {
    attempt: withNames(claim.attempt, camelCase) as unknown as Attempt,
    claimedAt: claim.at,
    ...(lost?.sent_at != null && { sentAt: lost.sent_at }),
    ...(lost?.cause != null && { cause: lost.cause }),
    ...(lost?.candidate_order_id != null && { candidateOrderId: lost.candidate_order_id }),
  };
}
