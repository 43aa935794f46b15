// A worker for workerd: answers every request with how the story ends.
import { IdtExpress } from 'telnum';

import { story } from './story.mjs';

// Outside of a request, where workers may do little.
new IdtExpress({ apiKey: 'key', apiSecret: 'secret', baseUrl: 'https://relay.example' });

export default {
  fetch: () => story().then((text) => new Response(text), (error) => new Response(`failed: ${error.stack}`)),
};
