// Runs what must not overlap one after the other. Worker.

export type OneAtATime = <T>(run: () => Promise<T>) => Promise<T>;

/** Each call waits until the ones before it have settled; a failure is its caller's alone. */
export function createOneAtATime(): OneAtATime {
  let last: Promise<unknown> = Promise.resolve();
  return (run) => {
    const mine = last.then(run, run);
    last = mine;
    return mine;
  };
}
