// Runs the rounds of a campaign (tests/README.md) with the package as npm installs it: faults.mjs ROUNDS TOLD.
//
// Each line of ROUNDS is a round, and becomes a line of TOLD: what the clients and the emulator said. The program in
// tests/faults makes the one and judges the other.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { attemptFromJson, attemptToJson, DialogTech, Didww, IdtExpress, TelnumError } from 'telnum';
import { FileJournal } from 'telnum/journal';

import { camel } from './compare.mjs';

const CLIENTS = {
  idt_express: [IdtExpress, { apiKey: 'emulator-key', apiSecret: 'emulator-secret' }],
  dialog_tech: [DialogTech, { accessKey: 'emulator-access-key', secretAccessKey: 'emulator-secret-access-key' }],
  didww: [Didww, { apiKey: 'emulator-key' }],
};
const PREPARE = { create_order: 'prepareOrder', create_order_by_sku: 'prepareOrderBySku', order_numbers: 'prepareOrder' };
/** A port that nothing listens on. */
const UNREACHABLE = 'http://127.0.0.1:1';
/** So many emulators run at once. */
const WORKERS = 6;
/** Of a purchase that is placed again after a restart: a fault may still wait for it. */
const AGAIN_MS = 300;

/** An emulator, whose clock is that of this machine: attempts carry the time. */
async function startServer() {
  const child = spawn(process.env.TELNUM_EMULATOR, ['--listen', '127.0.0.1:0', '--clock', 'real'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const url = line.split(' ').at(-1);
  const ask = async (method, target, headers = {}, body = undefined) => {
    const answer = await fetch(url + target, { method, headers, body });
    if (!answer.ok) throw new Error(`${method} ${target}: ${await answer.text()}`);
    return answer.json();
  };
  return {
    url,
    ask,
    set: (route, body) => ask('POST', `/_emulator/${route}`, {}, JSON.stringify(body)),
    list: async (route) => (await ask('GET', `/_emulator/${route}`))[route],
    stop: () => child.kill(),
  };
}

async function run(round, server) {
  const { seed, switches, clock_s, date_header } = round;
  await server.set('reset', { seed, switches, clock_s, date_header });
  for (const { method, target, headers, body } of round.before) await server.ask(method, target, Object.fromEntries(headers), body);
  const [Client, keys] = CLIENTS[round.carrier];
  const folder = mkdtempSync(join(tmpdir(), 'telnum-'));
  const client = (baseUrl, journal) => new Client({ baseUrl, ...keys, ...renamed(round.options), journal });
  // Each client reads the file by itself, as if it were in another process.
  const sharing = (baseUrl = server.url) => client(baseUrl, round.journal ? new FileJournal(join(folder, 'orders.journal')) : undefined);
  try {
    const clients = Array.from({ length: round.clients }, () => sharing());
    const unreachable = sharing(UNREACHABLE);
    const buyer = (number) => (number === null ? unreachable : clients[number]);
    const attempts = [];
    for (const buy of round.buys) attempts.push(prepared(await buyer(buy.client)[PREPARE[buy.operation]](renamed(buy.arguments)), round));
    await server.set('faults', round.rules);
    const placing = (buy, attempt) => {
      if (buy.ends) return place(sharing(), buy, attempt);
      return place(buyer(buy.client), buy, attempt, buyer(buy.again_by ?? buy.client));
    };
    let ends = [];
    if (round.together) {
      ends = await Promise.all(round.buys.map((buy, at) => placing(buy, attempts[at])));
    } else {
      for (const [at, buy] of round.buys.entries()) {
        if (buy.rule !== null) await server.set('faults', [buy.rule]);
        ends.push(await placing(buy, attempts[at]));
      }
    }
    for (const switches of round.others) await server.set('switches', switches);
    const before = await server.list('ledger');
    if (round.advance_s > 0) await server.set('clock', { advance_s: round.advance_s });
    await server.set('faults', round.reads);

    const last = ends.map(([first, again]) => (again !== null && nothingWasBought(first) ? again : first));
    const lost = attempts.filter((_, at) => last[at].outcome !== 'ordered' && !nothingWasBought(last[at]));
    const known = last.flatMap((end) => end.order_id ?? []);
    const reconciled = [];
    if (lost.length > 0) {
      const fresh = client(server.url);
      if (round.sole_buyer) reconciled.push(await reconcile(round, fresh, lost, known, true));
      reconciled.push(await reconcile(round, fresh, lost, [], false));
    }
    let inherited = { open: [], open_after: [], after: [] };
    if (round.journal) {
      inherited = await takeOver(round, sharing(), attempts, last, reconciled);
    } else {
      for (const [at, owner] of [...clients.entries(), [null, unreachable]]) {
        const own = attempts.filter((_, number) => round.buys[number].client === at);
        const sole = round.sole_buyer && round.clients === 1 && at !== null;
        if (own.length > 0) reconciled.push(await reconcile(round, owner, own, [], sole, 'placing'));
      }
    }

    await server.set('clock', { advance_s: 3600 });
    const orders = round.carrier === 'didww' ? await didwwOrders(server) : [];
    return {
      round,
      attempts: attempts.map((attempt) => JSON.parse(attemptToJson(attempt))),
      placed: ends.map(([first]) => first),
      again: ends.map(([, again]) => again),
      ledger_before: before,
      reconciled,
      ...inherited,
      ledger: await server.list('ledger'),
      requests: (await server.list('requests')).filter(isPurchase),
      orders,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The client that comes after the others looks for what their journal has open, and places it all once more. */
async function takeOver(round, heir, attempts, last, reconciled) {
  const openAttempts = async () => (await heir.openAttempts()).map((it) => it.attempt);
  const open = await openAttempts();
  if (open.length > 0) reconciled.push(await reconcile(round, heir, open, [], round.sole_buyer, 'journal'));
  const openAfter = await openAttempts();
  const after = [];
  for (const [at, attempt] of attempts.entries()) after.push(nothingWasBought(last[at]) ? null : await call(heir, attempt, AGAIN_MS));
  return { open: open.map((it) => it.id), open_after: openAfter.map((it) => it.id), after };
}

/** The attempt, as a clock that is off would have prepared it. */
function prepared(attempt, { prepared_s: seconds }) {
  if (seconds === 0) return attempt;
  const members = JSON.parse(attemptToJson(attempt));
  const time = new Date(Date.parse(members.prepared_at) + seconds * 1000).toISOString();
  return attemptFromJson(JSON.stringify({ ...members, prepared_at: time }));
}

/** How placing it ended, and how placing it again with this client did, where the round wants that. */
async function place(client, { timeout_ms: timeout, cancel_ms: cancel, ends, again }, attempt, other) {
  const first = await call(client, attempt, ends ? null : timeout, cancel === null ? undefined : AbortSignal.timeout(cancel));
  return [first, again ? await call(other, attempt, timeout) : null];
}

async function call(client, attempt, timeout, signal) {
  try {
    const order = await client.place(attempt, { signal, timeoutMs: timeout ?? undefined });
    return { outcome: 'ordered', order_id: order.id ?? null, numbers: client instanceof DialogTech ? order.numbers.map((it) => it.number) : [] };
  } catch (error) {
    if (signal?.aborted && error === signal.reason) return { outcome: 'cancelled' };
    if (!(error instanceof TelnumError)) throw error;
    return { outcome: 'failed', kind: error.kind, text: error.message, attempt_id: error.attempt?.id ?? null, candidate: error.candidateOrderId ?? null };
  }
}

function nothingWasBought({ outcome, kind, attempt_id: attempt }) {
  if (outcome !== 'failed') return false;
  return kind === 'conflict' ? attempt === null : kind !== 'outcome_unknown';
}

async function reconcile(round, client, attempts, known, soleBuyer, by = undefined) {
  const ofIdt = { knownOrderIds: known, soleBuyer: soleBuyer || undefined, newestFirst: round.newest_first || undefined };
  const request = { attempts, ...(round.carrier === 'idt_express' ? ofIdt : {}) };
  let settled = [];
  let failed = null;
  try {
    settled = await client.reconcileOrders(request, { timeoutMs: round.search_ms });
  } catch (error) {
    if (!(error instanceof TelnumError)) throw error;
    failed = `${error.kind}: ${error.message}`;
  }
  return {
    by_placing: by === 'placing',
    by_journal: by === 'journal',
    sole_buyer: soleBuyer,
    known_order_ids: known,
    error: failed,
    attempts: settled.map((it) => ({ attempt_id: it.attemptId, outcome: it.outcome, orders: it.orderIds })),
  };
}

async function didwwOrders(server) {
  await server.set('switches', { didww_rate_limit: null });
  await server.set('script', [{ own: true }]);
  const headers = { 'api-key': 'emulator-key', 'x-didww-api-version': '2026-04-16', accept: 'application/vnd.api+json' };
  return (await server.ask('GET', '/v3/orders?page%5Bsize%5D=100', headers)).data;
}

function isPurchase({ method, target }) {
  return target.startsWith('/ibp_api.php') || (method === 'POST' && (target.endsWith('/dids/orders') || target === '/v3/orders'));
}

/** Members in camel case, however deep. */
function renamed(value) {
  if (Array.isArray(value)) return value.map(renamed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [camel(name), renamed(inner)]));
}

const [rounds, told] = process.argv.slice(2);
const waiting = readFileSync(rounds, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));
const lines = [];
async function work() {
  const server = await startServer();
  try {
    for (let round = waiting.shift(); round !== undefined; round = waiting.shift()) {
      try {
        lines.push(JSON.stringify(await run(round, server)));
      } catch (error) {
        throw new Error(`in the round --seed ${round.seed} --round ${round.number}`, { cause: error });
      }
    }
  } finally {
    server.stop();
  }
}
await Promise.all(Array.from({ length: WORKERS }, work));
writeFileSync(told, lines.map((line) => `${line}\n`).join(''));
