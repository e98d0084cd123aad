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
    testTimeout: 60_000,
  },
});
