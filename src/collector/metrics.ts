// Figures about the collector itself in the format of Prometheus. None is about a person, install or session.
import { Counter, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  /** A request was answered. `route` is the pattern of its address, never the address. */
  readonly answered: (route: string, status: number, seconds: number) => void;
  readonly stored: (sizeBytes: number) => void;
  readonly faulted: () => void;
  /** The text that Prometheus reads. */
  readonly text: () => Promise<string>;
  readonly contentType: string;
}

/** Bounds of the histogram in seconds: a put into a folder takes milliseconds, into a far bucket up to a second. */
const BUCKETS_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Starts counting from nothing. */
export function createMetrics(): Metrics {
  const registers = [new Registry()] as const;
  const [registry] = registers;
  const requests = new Histogram({
    name: 'showhow_request_duration_seconds',
    help: 'Time from a request to its answer, by route and status.',
    labelNames: ['route', 'status'],
    buckets: BUCKETS_S,
    registers: [registry],
  });
  const segments = new Counter({
    name: 'showhow_segments_stored_total',
    help: 'Segments stored.',
    registers: [registry],
  });
  const bytes = new Counter({
    name: 'showhow_bytes_stored_total',
    help: 'Bytes of segments stored.',
    registers: [registry],
  });
  const faults = new Counter({ name: 'showhow_faults_total', help: 'Faults of the collector.', registers: [registry] });
  new Gauge({
    name: 'showhow_resident_memory_bytes',
    help: 'Memory of the process.',
    registers: [registry],
    collect() {
      this.set(process.memoryUsage.rss());
    },
  });
  return {
    answered: (route, status, seconds) => requests.observe({ route, status }, seconds),
    stored: (sizeBytes) => {
      segments.inc();
      bytes.inc(sizeBytes);
    },
    faulted: () => faults.inc(),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
