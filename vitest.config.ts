import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'shared/**/*.test.ts',
      'electron/**/*.test.ts',
      'renderer/**/*.test.{ts,tsx}',
      'test/fuzz/**/*.test.ts',
      'test/core-upgrades/**/*.test.ts',
      'test/server-matrix/**/*.test.ts',
      'test/desktop/**/*.test.ts',
      'scripts/**/*.test.ts',
    ],
    environment: 'node',
    pool: 'forks',
    // Its own choice leaves one of two cores idle.
    maxWorkers: '100%',
    testTimeout: 60_000,
  },
});
