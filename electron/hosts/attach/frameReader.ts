/** Frames on a byte stream: four bytes of length, big-endian, then that many bytes of UTF-8. */
import { frameTooLarge } from '../../../shared/rpc/frame.ts';

const headBytes = 4;

/** One frame as bytes; `text` is already within the limit. */
export function packFrame(text: string): Buffer {
  const body = Buffer.from(text, 'utf8');
  const head = Buffer.alloc(headBytes);
  head.writeUInt32BE(body.length);
  return Buffer.concat([head, body]);
}

/**
 * Takes bytes in whatever pieces they come and returns the frames that are complete.
 * Throws AppError rpc.frameTooLarge as soon as a length beyond the limit is seen, before any of its bytes are kept.
 */
export function createFrameReader(limitBytes: number): (piece: Uint8Array) => string[] {
  let pieces: Uint8Array[] = [];
  let heldBytes = 0;
  let neededBytes = headBytes;
  let inBody = false;
  return (piece) => {
    pieces.push(piece);
    heldBytes += piece.length;
    const frames: string[] = [];
    if (heldBytes < neededBytes) return frames;
    // Joined only when something completes: a large frame in small pieces is copied once.
    let held = Buffer.concat(pieces);
    while (held.length >= neededBytes) {
      const taken = held.subarray(0, neededBytes);
      held = held.subarray(neededBytes);
      if (inBody) frames.push(taken.toString('utf8'));
      neededBytes = inBody ? headBytes : taken.readUInt32BE();
      inBody = !inBody;
      if (inBody && neededBytes > limitBytes) throw frameTooLarge(limitBytes);
    }
    pieces = [held];
    heldBytes = held.length;
    return frames;
  };
}
