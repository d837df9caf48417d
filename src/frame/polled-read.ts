import { constants } from "node:os";

const AGAIN = -constants.errno.EAGAIN;

/**
 * Reads from a device that never waits: it is asked again, after a pause, while it has nothing. Resolves with FFmpeg's status;
 * with that of nothing once `isOver` says so.
 */
export async function polledRead(
  read: () => Promise<number>,
  pause: () => Promise<unknown>,
  isOver: () => boolean,
): Promise<number> {
  let status = await read();
  while (status === AGAIN && !isOver()) {
    await pause();
    status = isOver() ? AGAIN : await read();
  }
  return status;
}
