// The script in recorded pages, in the extension's own world: wires capture, redaction and the channel to the worker.
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import type { BareApi } from '../src/capture/bare-api.ts';
import { createClock } from '../src/capture/clock.ts';
import { createExtension, randomId } from '../src/capture/extension.ts';
import { createFields } from '../src/capture/field.ts';
import { FIRST_TERMS, Life } from '../src/capture/life.ts';
import { claimWorld } from '../src/capture/one-per-world.ts';
import { createRecorder } from '../src/capture/recorder.ts';
import { checkSelectors, createRules } from '../src/capture/rules.ts';
import { createDescriber } from '../src/capture/target.ts';
import { BATCH_MAX_AGE_MS } from '../src/model/limit.ts';
import type { PageMessage } from '../src/model/message.ts';
import { toSecretMark } from '../src/redaction/secret-mark.ts';
import { toTailEvent } from '../src/redaction/tail-event.ts';
import { BatchChannel } from '../src/wire/batch-channel.ts';

/** Both browsers have it, with promises; `browser` could be an element of the page with this id, where a browser has none of its own. */
declare const chrome: BareApi | undefined;

export default defineUnlistedScript(() => {
  if (chrome === undefined) return;
  const gone = new AbortController();
  const extension = createExtension(chrome, gone);
  if (!claimWorld(globalThis, extension.isAlive)) return;

  const doc = randomId();
  const since = Date.now();
  const clock = createClock(Date.now, () => performance.now());
  let terms = FIRST_TERMS;
  const rules = createRules(window, () => terms.rules);
  const fields = createFields(() => terms.words, rules);
  /** A worker that was just ended is up at the second call. */
  const sendTwice = (message: PageMessage): void => {
    const send = (): Promise<unknown> => extension.send(message);
    send()
      .catch(send)
      .catch(() => undefined);
  };
  const channel = new BatchChannel(
    {
      doc,
      send: extension.send,
      tails: { put: extension.putTail, remove: extension.removeTail, redact: toTailEvent },
      // A frame is not told in time that its tab is closed: what it knows leaves at once.
      maxAgeMs: window === window.top ? BATCH_MAX_AGE_MS : 0,
      nowMs: () => performance.now(),
    },
    gone.signal,
  );
  const start = createRecorder(
    {
      window,
      clock,
      fields,
      terms: () => terms,
      describe: createDescriber(fields, rules),
      rules,
      openRoot: extension.openRoot,
      onFault: () => channel.lose(),
      noteSecret: (secret, kind = '') => {
        const mark = terms.markKey && toSecretMark(secret, terms.markKey);
        if (mark === undefined) return;
        sendTwice({ type: 'secretTyped', doc, mark: kind + mark });
      },
      tellText: (told) => sendTwice({ type: 'textTyped', doc, ...told }),
    },
    channel,
  );
  const gate = {
    read: extension.readGate,
    watch: extension.watchGate,
    ask: () => extension.send({ type: 'gateAsked', doc, since }),
  };
  const setTerms = (next: typeof terms): void => {
    if (next.rules !== undefined) checkSelectors(document, next.rules);
    terms = next;
  };
  new Life({ gate, outlet: channel, start, setTerms }, gone.signal).begin(document);
});
