// The admin page of a collector: wires its parts to the collector that serves it.
import { render } from 'preact';
import { createApi } from './api.ts';
import { Console } from './console.tsx';

const place = document.getElementById('console');
if (place !== null) render(<Console api={createApi(fetch.bind(globalThis))} />, place);
