// The way into the viewer: drop a session file or choose one, see how far it is read, or what is wrong with it. Page.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Say } from './message-key.ts';
import type { OnProgress, SessionReader } from './session-reader.ts';
import type { OpenSession } from './viewer.tsx';
import { Viewer } from './viewer.tsx';

type Shown =
  | { readonly kind: 'empty' }
  | { readonly kind: 'reading'; readonly name: string; readonly share: number }
  | { readonly kind: 'failed'; readonly name: string }
  | ({ readonly kind: 'open' } & OpenSession);

interface OpenSessionPageProps {
  /** A reader in a worker of its own; `onProgress` is told compressed bytes. */
  readonly reader: SessionReader;
  /** Makes a callback that a worker can call. */
  readonly toRemote: (onProgress: OnProgress) => OnProgress;
  /** A file to open at once: that of the command line. */
  readonly first: Promise<File> | undefined;
  readonly say: Say;
  readonly offerFile: (name: string, file: Blob) => void;
}

export function OpenSessionPage({ reader, toRemote, first, say, offerFile }: OpenSessionPageProps): JSX.Element {
  const [shown, setShown] = useState<Shown>({ kind: 'empty' });
  const open = async (file: File): Promise<void> => {
    const { name } = file;
    setShown({ kind: 'reading', name, share: 0 });
    const onProgress = (bytes: number) => setShown({ kind: 'reading', name, share: bytes / Math.max(1, file.size) });
    const overview = await reader.open(file, toRemote(onProgress));
    const isSession = overview.records + overview.segments > 0;
    setShown(isSession ? { kind: 'open', name, overview, reader } : { kind: 'failed', name });
  };
  useEffect(() => {
    void first?.then(open);
  }, [first]);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (file !== undefined) void open(file);
  };
  return (
    <main
      aria-busy={shown.kind === 'reading'}
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
      class={shown.kind === 'open' ? 'viewer' : 'viewer empty'}
    >
      <header class="bar">
        <h1>{shown.kind === 'open' ? shown.name : say('viewerTitle')}</h1>
        {shown.kind === 'open' && <FileButton label={say('viewerAnother')} onFile={(file) => void open(file)} />}
      </header>
      {shown.kind === 'open' ? (
        <Viewer key={shown.name} {...shown} say={say} offerFile={offerFile} />
      ) : (
        <section class="drop">
          {shown.kind === 'reading' ? (
            <>
              <p role="status">{say('viewerReading', shown.name, `${Math.round(100 * shown.share)} %`)}</p>
              <progress max={1} value={shown.share} />
            </>
          ) : (
            <>
              {shown.kind === 'failed' && (
                <p class="problem" role="alert">
                  {say('viewerFailed', shown.name)}
                </p>
              )}
              <h2>{say('viewerDrop')}</h2>
              <p class="note">{say('viewerDropNote')}</p>
              <FileButton label={say('viewerChoose')} onFile={(file) => void open(file)} />
            </>
          )}
        </section>
      )}
    </main>
  );
}

function FileButton({ label, onFile }: { readonly label: string; readonly onFile: (file: File) => void }): JSX.Element {
  return (
    <label class="button">
      {label}
      <input
        type="file"
        accept=".gz"
        class="unseen"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file !== undefined) onFile(file);
        }}
      />
    </label>
  );
}
