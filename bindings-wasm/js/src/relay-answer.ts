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
export async function answered(behind: Behind, { request, version, call }: Asked): Promise<RelayAnswer> {
  let looks = 0;
  for (;;) {
    const said = (await behind.ask(request)) as Answer | Failure;
    if (!isError(said)) return passed(said);
    const [error, wasFree] = said;
    if (error.kind !== 'conflict' || call.attempt === undefined) return told(error, wasFree);
    if (error.candidateOrderId !== undefined) {
      const target = `${call.target}/${encoded(error.candidateOrderId)}`;
      const order = (await behind.ask({ operation: 'get_order', method: 'GET', target, ...(version !== undefined && { version }) })) as Answer | Failure;
      // A refusal to show it would read as one to place it.
      return !isError(order) && order[0].httpStatus >= 200 && order[0].httpStatus < 300 ? passed(order) : told(error);
    }
    const id = call.attempt.id;
    const open = (await behind.open()).find((it) => it.attempt.id === id);
    // Another process may be placing it.
    const isUnderWay = open !== undefined && open.cause === undefined && Date.now() - Date.parse(open.claimedAt) < LONGEST;
    if (open !== undefined && !isUnderWay) return told(unknown(open));
    // It was settled just now, or has no order that could be read.
    if (open === undefined && (looks += 1) > 2) return told(error);
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}

type Answer = [info: ResponseInfo, body: string];
type Failure = [error: ErrorInfo, wasFree: boolean];

function isError(said: Answer | Failure): said is Failure {
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
