// A page with a worker, as Vite and webpack find workers.
import './page.mjs';

const worker = new Worker(new URL('./worker.mjs', import.meta.url), { type: 'module' });
worker.onmessage = ({ data }) => document.body.setAttribute('data-worker', data);
