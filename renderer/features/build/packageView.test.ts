import { describe, expect, it } from 'vitest';
import { packageManifestSchema } from '../../../shared/contract/package.ts';
import { packageView } from './packageView.ts';

const digest = (sign: string) => sign.repeat(64);
const side = (sizes: Record<string, number>) => ({
  fileName: 'x.binpkg',
  sha256: digest('1'),
  version: null,
  coreSha256: null,
  images: Object.entries(sizes).map(([name, sizeBytes]) => ({
    name,
    role: 'ap',
    sizeBytes,
    sha256: digest('2'),
  })),
});

function manifest(rebuilt: string, sizes: Record<string, number>, covered: string[]) {
  return packageManifestSchema.parse({
    sha256: digest('0'),
    sizeBytes: 100,
    fileName: 'x.bin',
    format: 'ec618-at',
    chip: 'ec618',
    createdAtMs: 0,
    from: side(sizes),
    to: side(sizes),
    covered,
    notCovered: [],
    warnings: [],
    proofClass: 'formatKnown',
    limits: [],
    toolVersion: '0.1.0',
    proof: {
      provedAtMs: 0,
      rules: [],
      images: [{ name: 'ap', newSha256: digest('3'), rebuiltSha256: rebuilt }],
    },
  });
}

describe('a manifest in numbers', () => {
  it('compares with the images it carries, not with those it leaves alone', () => {
    const view = packageView(manifest(digest('3'), { ap: 1000, boot: 5000 }, ['ap']));
    expect(view).toEqual({ fullBytes: 1000, saved: 0.9, proven: true });
  });

  it('calls nothing proven whose digests differ', () => {
    expect(packageView(manifest(digest('4'), { ap: 1000 }, ['ap'])).proven).toBe(false);
  });

  it('claims no saving for a package larger than its images', () => {
    expect(packageView(manifest(digest('3'), { ap: 50 }, ['ap'])).saved).toBe(0);
  });
});
