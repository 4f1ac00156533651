/** Longer than this, in milliseconds, our thread does not work for pdf.js without letting timers and signals have a turn. */
const TURN_MS = 40;

/** What pdf.js asks of a message port. */
export interface PdfPort {
  postMessage(message: unknown, transfer?: Transferable[]): void;
  addEventListener(
    name: string,
    listener: (event: { data: unknown }) => void,
    options?: { signal?: AbortSignal },
  ): void;
  removeEventListener(name: string, listener: (event: { data: unknown }) => void): void;
}

/**
 * Two ends of a channel between pdf.js and its worker code in one thread. pdf.js's own delivers within the same turn of the
 * event loop, so that a page made to keep it busy for hours also keeps the clock from giving it up.
 */
export function createPortPair(): readonly [PdfPort, PdfPort] {
  let turnStart = performance.now();
  let queue = Promise.resolve();
  const rest = async () => {
    if (performance.now() - turnStart < TURN_MS) return;
    await new Promise((resolve) => setTimeout(resolve));
    turnStart = performance.now();
  };
  const [one, other] = [newEnd(), newEnd()];
  const port = (own: ReturnType<typeof newEnd>, peer: ReturnType<typeof newEnd>): PdfPort => ({
    postMessage(message, transfer) {
      const data = structuredClone(message, transfer ? { transfer } : undefined);
      queue = queue.then(rest).then(() => {
        for (const listener of [...peer.listeners]) deliver(listener, data);
      });
    },
    addEventListener(name, listener, options) {
      if (name !== 'message') return;
      own.listeners.add(listener);
      options?.signal?.addEventListener('abort', () => own.listeners.delete(listener));
    },
    removeEventListener: (_name, listener) => void own.listeners.delete(listener),
  });
  return [port(one, other), port(other, one)];
}

function newEnd() {
  return { listeners: new Set<(event: { data: unknown }) => void>() };
}

/** One listener's failure is its own: later messages are delivered all the same. */
function deliver(listener: (event: { data: unknown }) => void, data: unknown): void {
  try {
    listener({ data });
  } catch {
    // pdf.js answers requests with their errors; what fails beyond that concerns a page that was given up.
  }
}
