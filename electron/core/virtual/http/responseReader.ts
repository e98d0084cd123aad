import { concatBytes } from '../bytes.ts';
import { bodyLength, type HttpHead, readHead } from './head.ts';

export interface ResponseEvents {
  onHead(head: HttpHead, lengthBytes: number | null): void;
  onBody(bytes: Uint8Array): void;
}

/** An HTTP answer as it comes in pieces; pure. */
export interface ResponseReader {
  /** `done` when the body has its Content-Length; what follows is ignored. */
  push(bytes: Uint8Array): 'more' | 'done' | 'bad';
  /** The connection ended: without a Content-Length that is the regular end. */
  end(): 'done' | 'broken' | 'silent';
}

export function createResponseReader(events: ResponseEvents): ResponseReader {
  let head: Uint8Array = new Uint8Array();
  let state: 'head' | 'body' = 'head';
  let missing: number | null = null;

  const takeBody = (bytes: Uint8Array): 'more' | 'done' => {
    const wanted = missing === null ? bytes : bytes.subarray(0, missing);
    if (wanted.length > 0) events.onBody(wanted);
    if (missing === null) return 'more';
    missing -= wanted.length;
    return missing === 0 ? 'done' : 'more';
  };
  return {
    push(bytes) {
      if (state === 'body') return takeBody(bytes);
      head = concatBytes([head, bytes]);
      const read = readHead(head);
      if (read === 'more' || read === 'bad') return read;
      state = 'body';
      missing = bodyLength(read);
      events.onHead(read, missing);
      return takeBody(head.subarray(read.lengthBytes));
    },
    end() {
      if (state === 'head') return head.length === 0 ? 'silent' : 'broken';
      return missing === null ? 'done' : 'broken';
    },
  };
}
