/**
 * The few globals that Node and every browser share and shared/ may use. Only shared/tsconfig.json sees this file: the
 * other projects take the full declarations of their runtime.
 */
interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  throwIfAborted(): void;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}
declare class AbortController {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}
declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(bytes?: Uint8Array, options?: { stream?: boolean }): string;
}
declare function setTimeout(callback: () => void, delayMs: number): { readonly timer: unique symbol };
declare function clearTimeout(handle: ReturnType<typeof setTimeout> | undefined): void;
declare function queueMicrotask(callback: () => void): void;
