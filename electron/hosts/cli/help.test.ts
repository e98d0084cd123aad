import { describe, expect, it } from 'vitest';
import { usageLines } from './help.ts';
import { createTranslator } from './translator.ts';
import { verbs } from './verbs/index.ts';

describe('what follows a command line that does not fit', () => {
  it.each(['zh-CN', 'en'] as const)(
    'is how the verb is called and where to read on, no more (%s)',
    async (language) => {
      const t = await createTranslator(language);
      const delta = verbs.find(({ name }) => name === 'delta');
      const lines = usageLines(t, delta);
      expect(lines[0]).toContain('airdock delta OLD|- NEW -o FILE');
      expect(lines.at(-1)).toContain('airdock delta --help');
      expect(lines.length).toBe(2);
      expect(usageLines(t, undefined).at(-1)).toContain('airdock help');
    },
  );
});
