// The button for a copy of everything, with how far it is.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { PageProps } from './page-frame.tsx';
import { makeCopy } from './save-copy.ts';
import { countText } from './time-words.ts';
import { succeeds } from './use-answer.ts';

type SaveCopyProps = Pick<PageProps, 'worker' | 'say' | 'now' | 'offerFile'>;

export function SaveCopy({ worker, say, now, offerFile }: SaveCopyProps): JSX.Element {
  const [word, setWord] = useState('');
  const [isSaving, setSaving] = useState(false);
  const save = async (): Promise<void> => {
    if (isSaving) return;
    setSaving(true);
    setWord(say('copySaving', countText(0, say)));
    const isDone = await succeeds(async () => {
      const name = `showhow-copy-${new Date(now()).toISOString().slice(0, 10)}.zip`;
      const archive = await makeCopy(worker, (done) => setWord(say('copySaving', countText(done, say))));
      offerFile(name, [archive]);
      setWord(say('copySaved', name));
    });
    if (!isDone) setWord(say('actionFailed'));
    setSaving(false);
  };
  return (
    <section aria-labelledby="copy">
      <h2 id="copy">{say('copyHeading')}</h2>
      <p>{say('copyNote')}</p>
      <button type="button" aria-disabled={isSaving} onClick={() => void save()}>
        {say('copySave')}
      </button>
      <p role="status" class="note">
        {word}
      </p>
    </section>
  );
}
