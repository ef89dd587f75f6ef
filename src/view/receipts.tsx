// Receipts: what the person decided, and when, each to look at and to keep.
import type { JSX } from 'preact';
import type { Receipt, ReceiptKind } from '../model/receipt.ts';
import type { MessageKey, Say } from './message-key.ts';
import type { PageProps } from './page-frame.tsx';
import { receiptFileName, receiptText } from './receipt-file.ts';
import { momentText } from './time-words.ts';

const NAMES: Readonly<Record<ReceiptKind, MessageKey>> = {
  acknowledgement: 'receiptAcknowledgement',
  exemption: 'receiptExemption',
  withdrawal: 'receiptWithdrawal',
};

interface ReceiptsProps {
  readonly receipts: readonly Receipt[];
  readonly say: Say;
  readonly now: () => number;
  readonly offerFile: PageProps['offerFile'];
}

export function Receipts({ receipts, say, now, offerFile }: ReceiptsProps): JSX.Element {
  return (
    <section aria-labelledby="receipts">
      <h2 id="receipts">{say('receipts')}</h2>
      <p class="note">{say('receiptsIntro')}</p>
      {receipts.length === 0 && <p>{say('receiptsNone')}</p>}
      <ul class="cards">
        {receipts.map((receipt) => {
          const name = `${say(NAMES[receipt.kind])}, ${momentText(receipt.at, now(), say)}`;
          return (
            <li key={receipt.id}>
              <details>
                <summary>{name}</summary>
                {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
                <pre tabIndex={0}>{JSON.stringify(receipt.document, undefined, 2)}</pre>
              </details>
              <button type="button" onClick={() => offerFile(receiptFileName(receipt), [receiptText(receipt)])}>
                {say('receiptSave', name)}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
