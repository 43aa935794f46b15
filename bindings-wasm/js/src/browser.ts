// The entry for browsers and workers: the core is fetched when first wanted, requests go by fetch.
export * from './index.js';
