/** Time as a parameter: protocols and state machines never read a clock of their own. */
export interface Clock {
  /** Wall clock, ms since 1970. */
  wallMs(): number;
  /** Monotonic clock, ms since an arbitrary start; the only one for durations and timeouts. */
  monoMs(): number;
  /** Calls back once after `delayMs`; returns a function that takes the call back. */
  after(delayMs: number, callback: () => void): () => void;
}
