/**
 * A process that does nothing but look at the clock every 5 ms: how late it is says how long the machine itself lets a process wait,
 * so that a busy machine is not taken for a slow program.
 */
export interface IdleReport {
  /** Latest wake-up, ms behind its time. */
  readonly longestMs: number;
}

const stepMs = 5;
let longestMs = 0;
let dueMs = performance.now() + stepMs;
setInterval(() => {
  const nowMs = performance.now();
  longestMs = Math.max(longestMs, nowMs - dueMs);
  dueMs = nowMs + stepMs;
}, stepMs);
process.on('message', () => {
  const report: IdleReport = { longestMs };
  process.send?.({ kind: 'report', report });
});
process.on('disconnect', () => process.exit(0));
process.send?.({ kind: 'ready' });
