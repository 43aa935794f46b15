// Journals in a database, for Node, Deno and Bun.
import { randomUUID } from 'node:crypto';

import { configuration } from './journal-error.js';
import { ALONE_0, ALONE_1, CLAIM, CREATE, DURABLY_OPEN, ENDED, HOLDER, OPEN, PLACED, PLACED_ATTEMPTS } from './journal-sql.js';
import type { Journal, JournalClaim, JournalOutcome } from './journal.js';
import { camelCase, snakeCase, withNames } from './spelling.js';
import type { Attempt, ErrorKind, OpenAttempt, PlacedAttempt } from './types/common.js';

type Values = (string | null)[];
type Row = Record<string, string | null>;
type Answer = { rows: Row[]; changed: number };

/** A journal in a table that all languages share. */
abstract class SqlJournal implements Journal {
  /** The nonces of the claims that were granted here, by attempt: what is settled is these. */
  readonly #granted = new Map<string, string>();

  /** @internal Runs a statement by itself, and commits it. */
  protected abstract run(sql: string, values: Values): Promise<Answer>;

  async claim(attempt: Attempt, at: string): Promise<JournalClaim> {
    const { id } = attempt;
    const nonce = randomUUID();
    const { changed } = await this.run(CLAIM, [id, json(attempt), nonce, time(at)]);
    if (changed === 0) {
      const [holder] = (await this.run(HOLDER, [id])).rows;
      return { granted: false, orderId: holder?.order_id ?? undefined };
    }
    this.#granted.set(id, nonce);
    return { granted: true };
  }

  async settle(attempt: Attempt, outcome: JournalOutcome): Promise<void> {
    const { id } = attempt;
    const { result, at, orderId, cause, text, sentAt, candidateOrderId } = outcome;
    const nonce = this.#granted.get(id) ?? null;
    this.#granted.delete(id);
    if (result === 'placed') {
      await this.run(PLACED, [id, json(attempt), time(at), orderId ?? null]);
      return;
    }
    const state = result === 'unknown' ? 'open' : result;
    await this.run(ENDED, [state, time(at), cause ?? null, text ?? null, time(sentAt), candidateOrderId ?? null, id, nonce]);
  }

  async open(): Promise<OpenAttempt[]> {
    const { rows } = await this.run(OPEN, []);
    return rows.map(({ attempt_id: id, attempt, claimed_at: claimedAt, sent_at: sentAt, cause, candidate_order_id: candidateOrderId }) => ({
      attempt: withNames(attemptIn(attempt, claimedAt, id), camelCase) as unknown as Attempt,
      claimedAt: short(claimedAt as string),
      ...(sentAt != null && { sentAt: short(sentAt) }),
      ...(cause != null && { cause: cause as ErrorKind }),
      ...(candidateOrderId != null && { candidateOrderId }),
    }));
  }

  async placed(): Promise<PlacedAttempt[]> {
    const { rows } = await this.run(PLACED_ATTEMPTS, []);
    return rows.map(({ attempt_id: attemptId, order_id: orderId }) => ({ attemptId: attemptId as string, ...(orderId != null && { orderId }) }));
  }
}

/** What {@link PostgresJournal} uses of a `Pool` of the package `pg`. */
export interface PostgresPool {
  query(sql: string, values?: unknown[]): Promise<{ rows: any[]; rowCount: number | null }>;
  readonly totalCount: number;
}

/**
 * A journal in a PostgreSQL database, which any number of clients, processes, machines and languages share. It is
 * given a `Pool` of the package `pg`, and {@link createTable} makes its table once.
 *
 * A claim is one statement, committed and on the database's disk before the purchase is sent. A standby that takes
 * over has to have it too: let the server replicate synchronously.
 */
export class PostgresJournal extends SqlJournal {
  /** @internal Which minifying would take. */
  static override readonly name: string = 'PostgresJournal';
  readonly #pool: PostgresPool;

  /** Throws a {@link ConfigurationError} where it is not given a pool: a single client may be in a transaction. */
  constructor(pool: PostgresPool) {
    super();
    if (typeof pool?.query !== 'function' || typeof pool.totalCount !== 'number') throw configuration('A PostgresJournal is given a `Pool` of the package `pg`.');
    this.#pool = pool;
  }

  /** Creates the table `telnum_journal` in the first schema of the search path, where there is none. */
  async createTable(): Promise<void> {
    await this.#pool.query(ALONE_0 + CREATE + ALONE_1);
  }

  /** @internal */
  protected override async run(sql: string, values: Values): Promise<Answer> {
    try {
      const { rows, rowCount } = await this.#pool.query(sql.replace("'open')", (it) => (sql === CLAIM ? `${DURABLY_OPEN})` : it)), values);
      return { rows, changed: rowCount ?? 0 };
    } catch (thrown) {
      throw (thrown as { code?: unknown } | null)?.code === '42P01' ? missing() : thrown;
    }
  }
}

/** What {@link SqliteJournal} uses of a database: of `node:sqlite`'s `DatabaseSync`, or of the package `better-sqlite3`. */
export interface SqliteDatabase {
  exec(sql: string): unknown;
  prepare(sql: string): { all(...values: any[]): any[]; run(...values: any[]): { changes: number | bigint } };
  readonly isTransaction?: boolean;
  readonly inTransaction?: boolean;
}

/**
 * A journal in an SQLite database on a local disk, which any number of clients, processes and languages share. It is
 * given a database that is open, and {@link createTable} makes its table once.
 */
export class SqliteJournal extends SqlJournal {
  /** @internal Which minifying would take. */
  static override readonly name: string = 'SqliteJournal';
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    super();
    if (typeof database?.prepare !== 'function') throw configuration("A SqliteJournal is given a `DatabaseSync` of `node:sqlite`, or a database of the package `better-sqlite3`.");
    this.#database = database;
  }

  /** Creates the table `telnum_journal`, where there is none. */
  async createTable(): Promise<void> {
    this.#database.exec(CREATE);
  }

  /** @internal */
  protected override async run(sql: string, values: Values): Promise<Answer> {
    const database = this.#database;
    // What is not committed is not kept, and what is not synchronous may be lost with the machine's power.
    if (database.isTransaction || database.inTransaction) throw configuration('The database of the SqliteJournal is in a transaction: give it one of its own.');
    const given: Values = [];
    const text = sql.replace(/\$(\d)/g, (_, number: string) => {
      given.push(values[Number(number) - 1] ?? null);
      return '?';
    });
    try {
      if (sql.startsWith('SELECT')) return { rows: database.prepare(text).all(...given) as Row[], changed: 0 };
      database.exec('PRAGMA synchronous = FULL');
      return { rows: [], changed: Number(database.prepare(text).run(...given).changes) };
    } catch (thrown) {
      throw /no such table/.test(String(thrown)) ? missing() : thrown;
    }
  }
}

function missing(): Error {
  return configuration('The database has no table `telnum_journal`: create it with `createTable` of the journal, once.');
}

/** The attempt of a row, in canonical form. */
function attemptIn(text: unknown, claimedAt: unknown, id: unknown): object {
  try {
    const attempt = JSON.parse(text as string) as { id?: unknown } | null;
    if (typeof attempt?.id === 'string' && !Number.isNaN(Date.parse(claimedAt as string))) return attempt;
  } catch {
    // Said below.
  }
  throw configuration(`The row of \`telnum_journal\` whose \`attempt_id\` is \`${String(id)}\` cannot be read. Look at the account for what it bought, then set its \`state\` to \`placed\` or \`not_placed\`.`);
}

function json(attempt: Attempt): string {
  return JSON.stringify(withNames(attempt, snakeCase));
}

/** With milliseconds always, so that times sort as texts. */
function time(at: string): string;
function time(at: string | undefined): string | null;
function time(at: string | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString();
}

/** In canonical form. */
function short(time: string): string {
  return time.replace('.000Z', 'Z');
}
