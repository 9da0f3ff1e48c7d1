/** The last words of the machine, to the letter: in the collapse, and on stderr after it. */
export const PANIC_LINES = [
  'WARNING: Context window exhausted!',
  'The torment nexus has consumed all available memory.',
  "thread 'main' panicked at 'Context overflow - terminating.'",
] as const;
