// One call as the carrier's page shows it for Node: ask.mjs BASE_URL METHOD TARGET [BODY]
import http from 'node:http';

const [baseUrl, method, target, body] = process.argv.slice(2);
const { hostname, port } = new URL(baseUrl);
const headers = { 'x-api-key': 'emulator-key', 'x-api-secret': 'emulator-secret' };
if (body) headers['Content-Type'] = 'application/json; charset=utf-8';
const request = http.request({ method, hostname, port, path: target, headers }, (response) => {
  const chunks = [];
  response.on('data', (chunk) => chunks.push(chunk));
  response.on('end', () => console.log(Buffer.concat(chunks).toString()));
});
// The page writes the body without its length, so Node sends it in chunks.
if (body) request.write(body);
request.end();
