import type { Cause } from '../core/life-event.ts';

const EXIT_STATUS = { SIGINT: 130, SIGHUP: 129, SIGTERM: 143 } as const;

/** What ends the piece before its time: a key, or a signal. */
export interface Interruption {
  /** Aborted when it happens, with the cause of death as its reason. */
  readonly signal: AbortSignal;
  /** What the process then ends with. */
  readonly exitStatus: () => number;
  /** The visitor has pressed q or Ctrl-C. */
  readonly quit: () => void;
}

/**
 * Listens to the signals of the process.
 *
 * @param again called when one comes after the first: somebody is in a hurry
 */
export function listenForInterruption(again: (exitStatus: number) => void): Interruption {
  const controller = new AbortController();
  let status = 0;
  const interrupt = (cause: Cause, exitStatus: number): void => {
    if (controller.signal.aborted) {
      again(exitStatus);
      return;
    }
    status = exitStatus;
    controller.abort(cause);
  };
  process.on('SIGINT', () => {
    interrupt('quit', EXIT_STATUS.SIGINT);
  });
  for (const name of ['SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      interrupt('signal', EXIT_STATUS[name]);
    });
  }
  return {
    signal: controller.signal,
    exitStatus: () => status,
    quit: () => {
      interrupt('quit', EXIT_STATUS.SIGINT);
    },
  };
}
