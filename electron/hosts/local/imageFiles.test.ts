import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { CoreClient } from '../../../shared/contract/index.ts';
import { imageInPath } from './downloads.ts';
import { createOpenImage } from './imageFiles.ts';

const folder = mkdtempSync(join(tmpdir(), 'airdock-image-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function openFor(bytes: string, saved = bytes) {
  const path = join(folder, 'MCU1_2.0.0.bin');
  writeFileSync(path, saved);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const result = { kind: 'upgrade', image: { path, sizeBytes: bytes.length, sha256, md5: '' } };
  const jobs = {
    get: ({ id }: { id: string }) => Promise.resolve({ id, result: id === 'j1' ? result : undefined }),
  };
  // Only this member is asked.
  return createOpenImage({ jobs } as unknown as CoreClient);
}

describe('the image of a job as a download', () => {
  it('is the file that the job saved, which stays', async () => {
    expect(await openFor('image')('j1')).toMatchObject({ fileName: 'MCU1_2.0.0.bin', sizeBytes: 5 });
  });

  it('is refused where the file is no longer what was taken out, or the job has none', async () => {
    await expect(openFor('image', 'other')('j1')).rejects.toMatchObject({ code: 'file.notReadable' });
    await expect(openFor('image')('j2')).rejects.toMatchObject({ code: 'file.notFound' });
  });

  it('is named by its job alone, never by a path', () => {
    expect(imageInPath('/download/image/a1-B2')).toBe('a1-B2');
    for (const path of ['/download/image/', '/download/image/../x', '/download/image/a%2fb'])
      expect(imageInPath(path)).toBeUndefined();
  });
});
