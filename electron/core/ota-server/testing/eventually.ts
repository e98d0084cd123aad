import { vi } from 'vitest';

/** Repeats the check until it holds; generous, because the machine may be busy and only a failure ever takes that long. */
export function eventually(check: () => void): Promise<void> {
  return vi.waitFor(check, { timeout: 15_000, interval: 5 });
}
