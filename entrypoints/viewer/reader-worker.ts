// The viewer's worker: reads session files, so that the page stays smooth.
import { expose } from 'comlink';
import { createSessionReader } from '../../src/view/session-reader.ts';

expose(createSessionReader());
