// Says messages as the browser would, from a messages.json.
import type { Say } from '../../src/view/message-key.ts';

interface Message {
  readonly message: string;
}

/** Fills `$1`… as `browser.i18n.getMessage` does; throws for a key without words. */
export function sayFrom(messages: Readonly<Record<string, Message>>): Say {
  return (key, ...values) => {
    const entry = messages[key];
    if (entry === undefined) throw new Error(`No words for ${key}`);
    return entry.message.replace(/\$([1-9])/g, (_, n: string) => values[Number(n) - 1] ?? '');
  };
}
