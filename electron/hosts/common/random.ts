import { randomBytes } from 'node:crypto';

/** Random bytes of the system's generator as lower-case hex. */
export function randomHex(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}
