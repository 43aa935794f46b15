// What a relay answers; core/src/relay/answer.rs says the same in Rust.
import type { Behind } from './channel.js';
import type { Asked } from './relay-request.js';
import { encoded } from './relay-route.js';
import type { RelayAnswer } from './relay.js';
import { snakeCase, withNames } from './spelling.js';
import type { ErrorInfo, OpenAttempt, ResponseInfo } from './types/common.js';

/** An error of the relay's own, as it is answered. */
export class Refused extends Error {
  readonly answer: RelayAnswer;

  constructor(info: Partial<ErrorInfo> & Pick<ErrorInfo, 'kind' | 'text'>) {
    super(info.text);
    this.answer = told(info);
  }
}

/** An error of the relay's own, in its canonical form. */
export function told({ attempt: _, order: __, ...info }: Partial<ErrorInfo> & Pick<ErrorInfo, 'kind' | 'text'>, wasFree = false): RelayAnswer {
  const body = JSON.stringify({ details: [], ...withNames(info, snakeCase), ...(wasFree && { nothing_was_bought: true }) });
  const headers: Record<string, string> = { 'content-type': 'application/vnd.telnum.error+json', 'cache-control': 'no-store' };
  if (info.retryAfter !== undefined) headers['retry-after'] = String(Math.ceil(info.retryAfter));
  return { status: STATUS[info.kind] ?? 502, headers, body };
}

/** Has the carrier answer; an attempt that was placed before is not placed again: its order is read, and is the answer. */
export async function answered(behind: Behind, its: Asked): Promise<RelayAnswer> {
  const { request, version, id } = its;
  let looks = 0;
  for (let left = LONGEST_WAIT; ; left -= PAUSE) {
    const said = await asked(behind, request);
    if (!isError(said)) return passed(said);
    const [error, wasFree] = said;
    if (error.kind !== 'conflict' || id === undefined) return told(error, wasFree);
    if (error.candidateOrderId !== undefined) {
      const target = `${its.target}/${encoded(error.candidateOrderId)}`;
      const order = await asked(behind, { operation: 'get_order', method: 'GET', target, ...(version !== undefined && { version }) });
      // A refusal to show it would read as one to place it.
      return !isError(order) && order[0].httpStatus >= 200 && order[0].httpStatus < 300 ? passed(order) : told(error);
    }
    let all: OpenAttempt[];
    try {
      all = await behind.open();
    } catch (thrown) {
      return told(untold(thrown));
    }
    const open = all.find((it) => it.attempt.id === id);
    // Another process may be placing it.
    const isUnderWay = open !== undefined && open.cause === undefined && left > 0 && Date.now() - Date.parse(open.claimedAt) < LONGEST;
    if (open !== undefined && !isUnderWay) return told(unknown(open));
    // It was settled just now, or has no order that could be read.
    if (open === undefined && (looks += 1) > 2) return told(error);
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}

/** Asks the core. */
export async function asked(behind: Behind, request: object): Promise<Answer | Failure> {
  return (await behind.ask(request)) as Answer | Failure;
}

export type Answer = [info: ResponseInfo, body: string];
export type Failure = [error: ErrorInfo, wasFree: boolean];

export function isError(said: Answer | Failure): said is Failure {
  return 'kind' in said[0];
}

/** An answer as others may see it: without what is between the carrier and this client. */
function passed([{ httpStatus: status, headers: given }, body]: Answer): RelayAnswer {
  const headers: Record<string, string> = { 'cache-control': 'no-store' };
  for (const { name, value } of given) if (PASSED.includes(name)) headers[name] ??= value;
  return { status, headers, body };
}

/** The headers of an answer that a client reads. */
const PASSED = ['content-type', 'retry-after', 'x-request-id'];

function unknown({ sentAt, claimedAt, cause, candidateOrderId }: OpenAttempt): ErrorInfo {
  const text = 'The relay placed this attempt before, and its outcome is unknown: it may have been made. Look at the account before you buy again.';
  return {
    kind: 'outcome_unknown',
    text,
    details: [],
    sentAt: sentAt ?? claimedAt,
    ...(cause !== undefined && { cause }),
    ...(candidateOrderId !== undefined && { candidateOrderId }),
  };
}

/** The journal does not say whether the attempt was placed before. */
function untold(thrown: unknown): ErrorInfo {
  const { kind: cause = 'configuration', message } = thrown as { kind?: ErrorInfo['kind']; message?: unknown };
  const text =
    "The relay's journal failed, so the relay cannot tell what became of this attempt, which it placed before: it may have been made. " +
    `Place the same attempt again once the journal works, and look at the account before you buy again. The journal's error: ${String(message)}`;
  return { kind: 'outcome_unknown', text, details: [], cause };
}

/** Another request for the attempt takes long, or something broke while it was placed. */
export function lost(why: string): RelayAnswer {
  return told({ kind: 'outcome_unknown', text: `${why} The purchase may have been made: place the same attempt again, or look at the account before you buy again.` });
}

/** For those who do not read the error. */
const STATUS: Partial<Record<ErrorInfo['kind'], number>> = {
  invalid_input: 400,
  insufficient_funds: 402,
  not_enabled: 403,
  rejected: 403,
  not_found: 404,
  not_offered: 404,
  conflict: 409,
  rate_limited: 429,
  quota_exceeded: 429,
  configuration: 500,
  timeout: 504,
};

/** How often another process's purchase is looked at, in milliseconds. */
const PAUSE = 250;
/** How long one may take, in milliseconds, where its client does not say otherwise. */
const LONGEST = 60_000;
/**
 * How long a request for an attempt waits for what another one has begun, in milliseconds: a page has a minute for all
 * of its purchase, and must be told in time that the outcome is unknown.
 */
export const LONGEST_WAIT = 30_000;
