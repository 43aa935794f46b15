// Compiled, never run: every method and type as a program uses it, and what the compiler must refuse.
import {
  attemptFromJson, attemptToJson, Call, ConfigurationError, DialogTech, Didww, DidwwCities, DidwwDids, IdtExpress, IdtNumbers,
  IdtOrders, IdtOrderWatch, init, InsufficientFundsError, OutcomeUnknownError, TelnumError, TimeoutError,
  type Attempt, type CallOptions, type Carrier, type ClientOptions, type DeleteNumber, type Environment, type ErrorDetail,
  type ErrorKind, type GetOrder, type Header, type IdtCountry, type IdtDelivery, type IdtDidGroup, type IdtExpressOptions,
  type IdtFees, type IdtNumber, type IdtNumberPage, type IdtNumberStatus, type IdtOrder, type IdtOrderedNumber,
  type IdtOrderItem, type IdtOrderItemStatus, type IdtOrderPage, type IdtOrderPreview, type IdtOrderStatus,
  type Journal, type JournalClaim, type JournalOutcome, type OpenAttempt,
  type IdtOrderSummary, type IdtRegion, type IdtRemovedNumber, type ListDidGroups, type ListNumbers, type ListOrders,
  type ListRegions, type LogEvent, type Logger, type LogLevel, type LogSubject, type OrderNumbers, type ResponseInfo,
  type WaitForOrder, type WasmSource, type WatchOrder, type WithResponse,
  type DialogTechNumber, type DialogTechNumberType, type DialogTechOptions, type DialogTechOrder, type DialogTechOrderMethod,
  type DidwwBalance, type DidwwCity, type DidwwCityFilter, type DidwwCityInclude, type DidwwCitySortKey, type DidwwCountry,
  type DidwwDid, type DidwwDidDocument, type DidwwDidFilter, type DidwwDidGroup, type DidwwDidGroupDocument, type DidwwDidPage, type DidwwFilter,
  type DidwwInclude, type DidwwIncluded, type DidwwNewOrderItem, type DidwwOptions, type DidwwOrder, type DidwwOrderStatus, type DidwwSortKey,
  type DidwwStockKeepingUnit, type DidwwUnknownObject, type ListDids, type OrderDialogTechNumbers, type WalkDids,
} from 'telnum';
import { FileJournal } from 'telnum/journal';
import { Relay, type RelayCall } from 'telnum/relay';
import { Emulator, type EmulatorOptions, type LedgerEntry, type RecordedHeader, type RecordedRequest } from 'telnum/emulator';

/** Both types are the same, not only assignable. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function same<A, B>(_: Same<A, B>): void {}

const environment: Environment = 'live';
const common: ClientOptions = { environment, baseUrl: 'https://relay.example', headers: { 'x-own': 'a' }, timeoutMs: 5_000, maxRetries: 0 };
const logger: Logger = { info: (text: string, event: LogEvent): void => console.log(text, event.elapsed), async warn() {} };
const logged: ClientOptions = { logger: console, requestsPerSecond: 0.5 };
const limits: ClientOptions = { maxBodyBytes: 1_000, validate: false, caCertificates: '', appName: 'shop', agent: {}, fetch };
const options: IdtExpressOptions = { ...common, ...limits, ...logged, logger, apiKey: 'k', apiSecret: undefined };
const client = new IdtExpress(options);
const own: Journal = {
  async claim(attempt: Attempt, at: string): Promise<JournalClaim> {
    return attempt.id > at ? { granted: true } : { granted: false, orderId: undefined };
  },
  settle: (attempt: Attempt, outcome: JournalOutcome): void => console.log(attempt, outcome.result === 'placed' && outcome.orderId),
  open: (): OpenAttempt[] => [],
};
for (const journal of [own, new FileJournal('orders.journal'), new FileJournal(new URL('file:///orders.journal'))]) new Didww({ journal });
const few = ({ attempt }: RelayCall): string | undefined => (attempt === undefined ? undefined : `Not ${attempt.operation}.`);
const relay = new Relay(new Didww(), { allow: ['list_dids'], check: few, path: '/telnum' });
const fetched: Promise<Response> = relay.fetch(new Request('https://page.example/telnum/v3/dids'));
fetched.catch(() => {});
// What the server calls a request is the server's: it is anything, or what the check says.
new Relay(new Didww(), { allow: [], check: (_, request) => request.headers.authorization === 'Bearer a-session' });
const strict = new Relay<Request>(new Didww(), { allow: [], check: async (_, request) => request.headers.get('cookie') !== null });
same<typeof strict, Relay<Request>>(true);
// @ts-expect-error Its requests have no such member.
new Relay(new Didww(), { allow: [], check: (_, request: Request) => request.cookies });
// @ts-expect-error A misspelt check would let everyone buy.
new Relay(new Didww(), { allow: [], Check: few });
// @ts-expect-error A relay says what it allows.
new Relay(new Didww());
// @ts-expect-error A path is not a journal.
new IdtExpress({ journal: 'orders.journal' });
new IdtExpress();
const call: CallOptions = { signal: new AbortController().signal, timeoutMs: 10 };

export async function reads(source: WasmSource): Promise<void> {
  await init();
  await init(source);
  const groups: ListDidGroups = { countryIso: 'US', regionCode: 'US-NJ', tollFree: false };
  const listed = client.listDidGroups(groups, call);
  same<typeof listed, Call<IdtDidGroup[]>>(true);
  const group = (await listed)[0] as IdtDidGroup;
  same<typeof group.country, IdtCountry | undefined>(true);
  same<typeof group.region, IdtRegion | undefined>(true);
  same<typeof group.fees, IdtFees | undefined>(true);
  same<IdtFees['monthlyFee'], string | undefined>(true);

  const page: ListNumbers = { page: 1, pageSize: undefined };
  const { value, info }: WithResponse<IdtNumberPage> = await client.listNumbers(page, call).withResponse();
  same<typeof value.numbers, IdtNumber[]>(true);
  same<typeof info, ResponseInfo>(true);
  const headers: Header[] = info.headers;
  const walk: IdtNumbers = client.numbers({ pageSize: 50 }, call);
  for await (const number of walk) same<typeof number, IdtNumber>(true);
  for await (const one of walk.pages()) same<typeof one, IdtNumberPage>(true);
  const status: IdtNumberStatus = value.numbers[0]?.status ?? 'active';
  console.log(headers, status, (await client.listNumbers()).total);
}

export async function more(event: LogEvent): Promise<void> {
  const countries = client.listCountries(call);
  same<typeof countries, Call<IdtCountry[]>>(true);
  const where: ListRegions = { countryIso: 'US' };
  const regions: IdtRegion[] = await client.listRegions(where, call);
  const page: ListOrders = { page: 1, pageSize: 10, filterByStatus: 'complete' };
  const listed: IdtOrderPage = await client.listOrders(page);
  same<typeof listed.orders, IdtOrderSummary[]>(true);
  const walk: IdtOrders = client.orders({}, call);
  for await (const order of walk) same<typeof order, IdtOrderSummary>(true);
  for await (const one of walk.pages()) same<typeof one, IdtOrderPage>(true);
  const which: DeleteNumber = { number: '011557135001540' };
  const removed: IdtRemovedNumber = await client.deleteNumber(which, call);
  const watched: WatchOrder = { orderId: 7n, throughBackorder: true };
  const watch: IdtOrderWatch = client.watchOrder(watched, call);
  for await (const order of watch) same<typeof order, IdtOrder>(true);
  const awaited: WaitForOrder = { orderId: 'a', onProgress: (order) => console.log(order.status) };
  const waiting = client.waitForOrder({ ...awaited, onProgress: async () => {} }, call);
  same<typeof waiting, Promise<IdtOrder>>(true);
  const delivery: IdtDelivery = (await waiting).delivery;
  if (delivery === 'partly_delivered') console.log(regions, removed);
  const error: unknown = await waiting.catch((reason: unknown) => reason);
  if (error instanceof TimeoutError) same<typeof error.order, IdtOrder | undefined>(true);
  same<typeof event.level, LogLevel>(true);
  same<typeof event.about, LogSubject>(true);
  same<typeof event.error, ErrorKind | undefined>(true);
}

export async function purchases(): Promise<IdtOrder | undefined> {
  const wanted: OrderNumbers = { didGroupId: 16847n, quantity: 2 };
  const preview: IdtOrderPreview = await client.previewOrder(wanted);
  const attempt: Attempt = attemptFromJson(attemptToJson(await client.prepareOrder(wanted)));
  const carrier: Carrier = attempt.carrier;
  try {
    const order = await client.place(attempt, call);
    const again: GetOrder = { orderId: order.id };
    const item = (await client.getOrder(again)).orderItems[0] as IdtOrderItem;
    const numbers: IdtOrderedNumber[] = item.numbers;
    const whole: IdtOrderStatus = order.status;
    const part: IdtOrderItemStatus = 'a status of tomorrow';
    if (order.status === 'complete') console.log(preview.ordered, carrier, numbers, whole, part);
    return await client.createOrder({ didGroupId: '16847', quantity: 1 }, call);
  } catch (error) {
    if (error instanceof OutcomeUnknownError) {
      same<typeof error.kind, 'outcome_unknown'>(true);
      same<typeof error.attempt, Attempt | undefined>(true);
      same<typeof error.sentAt, string | undefined>(true);
    } else if (error instanceof InsufficientFundsError) {
      same<typeof error.kind, 'insufficient_funds'>(true);
    } else if (error instanceof ConfigurationError) {
      const details: ErrorDetail[] = error.details;
      console.log(details, error.requestId);
    } else if (error instanceof TelnumError) {
      const kind: ErrorKind = error.kind;
      same<typeof error.retryAfter, number | undefined>(true);
      console.log(kind, error.toJSON().message);
    }
    return undefined;
  }
}

export async function others(): Promise<void> {
  const orderMethod: DialogTechOrderMethod = 'post';
  const settings: DialogTechOptions = { environment: 'live', accessKey: 'k', secretAccessKey: 's', orderMethod, logger: console };
  const dialogTech = new DialogTech(settings);
  const type: DialogTechNumberType = 'true800';
  const wanted: OrderDialogTechNumbers = { type, quantity: 1, search: undefined, allowPartial: true, distance: 5 };
  const sold: DialogTechOrder = await dialogTech.place(await dialogTech.prepareOrder(wanted), call);
  const numbers: DialogTechNumber[] = sold.numbers;
  same<typeof sold.quantityDisagrees, boolean>(true);
  const buying = dialogTech.orderNumbers({ type: 'local', search: '312', quantity: 2 }, call);
  same<typeof buying, Call<DialogTechOrder>>(true);

  const how: DidwwOptions = { apiKey: 'k', apiVersion: '2022-05-10' };
  const didww = new Didww(how);
  const blank: DidwwFilter = { blank: true };
  const filter: DidwwDidFilter = { countryId: ['a', 7n], blocked: false, orderId: blank };
  const include: DidwwInclude[] = ['did_group.country', 'an include of tomorrow'];
  const key: DidwwSortKey = 'created_at';
  const request: ListDids = { filter, otherFilters: { 'nanpa_prefix.id': 'x' }, include, sort: [key, '-blocked'], fields: { dids: ['number'] } };
  const { value: page }: WithResponse<DidwwDidPage> = await didww.listDids(request, call).withResponse();
  const included: DidwwIncluded = page.included;
  const unknown: DidwwUnknownObject | undefined = included.unknown[0];
  const walk: WalkDids = { ...request, pagesAhead: 3 };
  const items: DidwwNewOrderItem[] = [{ skuId: 's', qty: 2 }, { skuId: 's', didReservationId: 'r' }];
  const bought: DidwwOrder = await didww.createOrder({ items, maxMonthlyPrice: '2.00' }, call);
  // @ts-expect-error -- a member that is misspelt would be lost
  await didww.createOrder({ items: [{ skuId: 's', quantity: 2 }] });
  for await (const state of didww.watchOrder({ orderId: bought.id })) same<typeof state, DidwwOrder>(true);
  const changed: DidwwDidDocument = await didww.updateDid({ didId: 'd', clear: ['description'] });
  same<typeof changed.did, DidwwDid>(true);
  const dids: DidwwDids = didww.dids(walk, call);
  for await (const one of dids.pages()) same<typeof one, DidwwDidPage>(true);
  for await (const did of dids) {
    same<typeof did, DidwwDid>(true);
    const group: DidwwDidGroup | undefined = did.didGroup;
    const country: DidwwCountry | undefined = group?.country;
    const units: DidwwStockKeepingUnit[] | undefined = group?.stockKeepingUnits;
    const status: DidwwOrderStatus | undefined = did.order?.status;
    console.log(country?.name, units, status, numbers, unknown);
  }
}

export async function coverage(didww: Didww): Promise<void> {
  const cityFilter: DidwwCityFilter = { name: ['Berlin', 'Wien'], countryId: { blank: true }, isAvailable: true };
  const [cityInclude, cityKey]: [DidwwCityInclude, DidwwCitySortKey] = ['region', 'name'];
  const cities: DidwwCities = didww.cities({ filter: cityFilter, include: [cityInclude, 'area.country'], sort: [cityKey, '-name'], pagesAhead: 2 });
  for await (const city of cities) same<typeof city, DidwwCity>(true);
  const found: DidwwDidGroupDocument = await didww.getDidGroup({ didGroupId: 'g', include: ['stock_keeping_units'] }, call);
  same<typeof found.didGroup.stockKeepingUnits, DidwwStockKeepingUnit[]>(true);
  const balance: DidwwBalance = await didww.getBalance(call);
  console.log(balance.totalBalance, (await didww.listCountries()).countries.length, (await didww.deleteDidReservation({ didReservationId: 'r' })).id);
}

export async function emulator(): Promise<void> {
  const how: EmulatorOptions = { seed: 7 };
  const emulated = await Emulator.create(how);
  const its: IdtExpress = emulated.idtExpress({ maxRetries: 1 });
  const others: [DialogTech, Didww] = [emulated.dialogTech({ orderMethod: 'get' }), emulated.didww({ apiVersion: '2026-04-16' })];
  console.log(others);
  emulated.script([{ fault: 'reset_after' }]);
  emulated.set('balance', '1.00');
  emulated.advance(1.5);
  const requests: RecordedRequest[] = emulated.requests;
  const sent: RecordedHeader | undefined = requests[0]?.headers[0];
  const ledger: LedgerEntry[] = emulated.ledger;
  const pauses: number[] = emulated.sleeps;
  console.log(its, sent, ledger, pauses, emulated.now.toFixed());
}

export function refused(): void {
  // @ts-expect-error the environment is one of two
  new IdtExpress({ environment: 'production' });
  // @ts-expect-error no such option
  new IdtExpress({ timeout: 5 });
  // @ts-expect-error snake_case is not for JavaScript
  new IdtExpress({ api_key: 'x' });
  // @ts-expect-error a number of milliseconds
  client.listNumbers({}, { timeoutMs: '5' });
  // @ts-expect-error the country is required
  client.listDidGroups({});
  // @ts-expect-error snake_case belongs to the wire
  client.listDidGroups({ country_iso: 'BR' });
  // @ts-expect-error how many is required
  client.createOrder({ didGroupId: 1 });
  // @ts-expect-error an id is no boolean
  client.getOrder({ orderId: true });
  // @ts-expect-error an order is no attempt
  client.place({ didGroupId: 1, quantity: 1 });
  // @ts-expect-error a page at a time has no lazy walk
  client.listNumbers()[Symbol.asyncIterator];
  // @ts-expect-error a delivery is one of five
  const delivery: IdtDelivery = 'sent';
  // @ts-expect-error a number is text
  client.deleteNumber({ number: 7 });
  // @ts-expect-error `warn`, as consoles say
  new IdtExpress({ logger: { warning: delivery } });
  // @ts-expect-error only waits show progress
  client.watchOrder({ orderId: 1, onProgress() {} });
  // @ts-expect-error the kind is called `type`
  new DialogTech().orderNumbers({ numberType: 'local', quantity: 1 });
  // @ts-expect-error filters are spelled as JavaScript is
  new Didww().listDids({ filter: { country_id: 'a' } });
  // @ts-expect-error each list has its own filters
  new Didww().listCities({ filter: { iso: 'DE' } });
  // @ts-expect-error countries come in one answer
  new Didww().listCountries({ page: 1 });
  // @ts-expect-error which one has to be said
  new Didww().getCity({ include: ['region'] });
  // @ts-expect-error only a walk asks ahead
  new Didww().listDids({ pagesAhead: 1 });
  // @ts-expect-error emulators are made by `create`
  new Emulator(7);
}
