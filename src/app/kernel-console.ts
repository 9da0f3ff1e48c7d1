import { readlinkSync } from 'node:fs';

/**
 * Whether stdout is the kernel's own console, no pseudo-terminal that is shown
 * on one: over SSH, in tmux or in a recording TERM may say "linux" too.
 */
export function onKernelConsole(): boolean {
  try {
    return /^\/dev\/tty\d+$/.test(readlinkSync('/proc/self/fd/1'));
  } catch {
    return false;
  }
}
