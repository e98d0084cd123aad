import { expect, it } from 'vitest';
import { createPublications } from './publications.ts';
import { digestOf } from './testing/digest.ts';

const text = 'a package';
const limit = { count: 1, windowMs: 1 };

it('holds a file once, however often it is served, and looks at the library every time', async () => {
  let stored = text;
  let ids = 0;
  const source = { open: async () => ({ bytes: Buffer.from(stored), fileName: 'p.bin' }) };
  const publications = createPublications(source, () => `id${++ids}`);
  const first = await publications.add(digestOf(text), { limit });
  const second = await publications.add(digestOf(text), { limit });
  expect(second.bytes).toBe(first.bytes);
  expect(second.id).not.toBe(first.id);
  stored = 'a damaged one';
  await expect(publications.add(digestOf(text), { limit })).rejects.toMatchObject({
    code: 'package.damaged',
  });
});
