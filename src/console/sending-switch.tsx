// The stop switch of all recorders; stopping asks once more.
import { useState } from 'preact/hooks';

interface SwitchProps {
  readonly isStopped: boolean;
  readonly onOrder: (state: 'stopped' | 'resumed') => void;
}

export function SendingSwitch({ isStopped, onOrder }: SwitchProps) {
  const [isAsking, setAsking] = useState(false);
  const stop = () => {
    setAsking(false);
    onOrder('stopped');
  };
  return (
    <section aria-labelledby="sending">
      <h2 id="sending">Sending</h2>
      <p>{isStopped ? 'Stopped for all recorders. They keep what they have.' : 'Recorders may send.'}</p>
      {isStopped && (
        <button type="button" onClick={() => onOrder('resumed')}>
          Let them send again
        </button>
      )}
      {!isStopped && !isAsking && (
        <button type="button" onClick={() => setAsking(true)}>
          Stop all sending…
        </button>
      )}
      {!isStopped && isAsking && (
        <p class="verdict">
          No recorder sends anything until somebody lets them again.
          <button type="button" class="main" onClick={stop}>
            Stop all sending
          </button>
          <button type="button" onClick={() => setAsking(false)}>
            Leave it
          </button>
        </p>
      )}
    </section>
  );
}
