// What clients and their values do, as their users see it.
import { tests } from './surface.test.mjs';
import { test } from './testing.mjs';

for (const [shows, body] of Object.entries(tests)) test(shows, body);
