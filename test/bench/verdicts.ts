/** One goal and whether it was reached; the bench ends with 1 when any was not. */
export function judgeGoal(goal: string, reached: boolean, found: string): void {
  console.log(`  ${reached ? 'PASS' : 'FAIL'}  ${goal}: ${found}`);
  if (!reached) process.exitCode = 1;
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
