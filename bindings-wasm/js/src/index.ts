// What both entries export.
export { attemptFromJson, attemptToJson } from './attempt.js';
export { Call, type WithResponse } from './call.js';
export { DialogTech, type DialogTechOptions, type OrderDialogTechNumbers } from './dialogtech.js';
export { Didww, DidwwDids, type DidwwOptions, type ListDids, type WalkDids } from './didww.js';
export * from './error-classes.js';
export { TelnumError } from './error.js';
export {
  IdtExpress,
  type DeleteNumber,
  type GetOrder,
  type IdtExpressOptions,
  type ListDidGroups,
  type ListNumbers,
  type ListOrders,
  type ListRegions,
  type OrderNumbers,
  type WaitForOrder,
  type WatchOrder,
} from './idt-express.js';
export { init, type WasmSource } from './init.js';
export type { Logger } from './logger.js';
export type { CallOptions, ClientOptions } from './options.js';
export type { TokenSource } from './tokens.js';
export type * from './types/common.js';
export type * from './types/dialogtech.js';
export type * from './types/didww.js';
export type * from './types/idt-express.js';
export { IdtNumbers, IdtOrders, IdtOrderWatch } from './walks.js';
