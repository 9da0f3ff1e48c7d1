/**
 * What Ink takes for the terminal. In its debug mode Ink writes each frame as a
 * whole, without moving a cursor; so a write here is a frame.
 *
 * @param size of the terminal, in cells, as it is when asked
 */
export function frameStream(
  size: () => { readonly columns: number; readonly rows: number },
  onFrame: (frame: string) => void,
): NodeJS.WriteStream {
  const stream = {
    isTTY: true,
    writable: true,
    get columns(): number {
      return size().columns;
    },
    get rows(): number {
      return size().rows;
    },
    write(frame: string): boolean {
      if (frame !== '' && frame !== '\n') onFrame(frame);
      return true;
    },
    // Ink must not redraw by itself on a resize: the stage wraps the text first.
    on: () => stream,
    off: () => stream,
  };
  return stream as unknown as NodeJS.WriteStream;
}
