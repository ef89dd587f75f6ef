// How many things the disk may do at once for a collector.

/**
 * Of the threads that Node keeps for files four are too few: each upload waits three times for the disk, and writes that wait together
 * become durable together. Call it before the first file is touched: the number is fixed from then on. What the
 * environment says already stays: https://nodejs.org/api/cli.html#uv_threadpool_sizesize
 */
export function widenDiskThreads(): void {
  process.env['UV_THREADPOOL_SIZE'] ??= '16';
}
