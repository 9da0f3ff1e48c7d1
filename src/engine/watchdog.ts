import { TransferFault } from './transfer-fault.ts';

/** Ends what takes too long, and what nobody wants any more. */
export interface Watchdog {
  /** Aborted with a {@link TransferFault}, or with the reason of the signal it was made with. */
  readonly signal: AbortSignal;
  /** Something has come: it has this much time again, in milliseconds. */
  feed(ms: number): void;
  /** It is over: hangs up, where anything is still to come. */
  stop(): void;
}

/**
 * @param host who is waited for
 * @param ms until the first sign of life
 * @param signal ends it too
 */
export function watchdog(host: string, ms: number, signal: AbortSignal): Watchdog {
  const controller = new AbortController();
  const bark = (): void => {
    controller.abort(
      new TransferFault(`${host} does not answer`, 'check the network and try again', {
        passing: true,
      }),
    );
  };
  const onAbort = (): void => {
    controller.abort(signal.reason);
  };
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  let timer = setTimeout(bark, ms);
  return {
    signal: controller.signal,
    feed: (again) => {
      clearTimeout(timer);
      timer = setTimeout(bark, again);
    },
    stop: () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      controller.abort();
    },
  };
}
