// A process of its own that answers every request with the same page of so many numbers, or with a file.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const [what] = process.argv.slice(2);
const rows = Number(what);
const numbers = Array.from({ length: Number.isNaN(rows) ? 0 : rows }, (_, row) => ({
  number: `0115571350${String(row).padStart(5, '0')}`,
  status: 'active',
  added_at: '2020-06-24T19:02:51.000Z',
  did_group: {
    name: 'SALVADOR ', id: 16847, country_calling_code: '55', area_code: '71', nxx: null, toll_free: false,
    country: { name: 'BRAZIL', iso: 'BR', has_regions: false, supports_toll_free: true },
    fees: { setup_fee: '0.00', monthly_fee: '3.00', per_minute_rate: '4.7354' },
  },
}));
const meta = { page: 1, page_size: numbers.length, total: numbers.length };
const body = Number.isNaN(rows) ? readFileSync(what) : Buffer.from(JSON.stringify({ numbers, meta }));

const server = createServer((request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
  response.end(body);
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
