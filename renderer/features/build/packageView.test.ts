import { describe, expect, it } from 'vitest';
import { packageManifestSchema } from '../../../shared/contract/package.ts';
import { fillsOf, packageView } from './packageView.ts';

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

describe('what is filled', () => {
  const limits = [
    { bytes: 500, source: 'a' },
    { bytes: 300, source: 'b' },
  ];
  const inside = { bytes: 100, source: 'a', part: 'delta' } as const;

  it('is measured against the smallest limit', () => {
    expect(fillsOf(limits, { sizeBytes: 312 })).toEqual([{ part: 'file', limitBytes: 300, sizeBytes: 312 }]);
    expect(fillsOf([], { sizeBytes: 312 })).toEqual([]);
  });

  it('is the core delta where the limit is about it, never the file that it travels in', () => {
    expect(fillsOf([inside], { sizeBytes: 312, deltaSizeBytes: 80 })).toEqual([
      { part: 'delta', limitBytes: 100, sizeBytes: 80 },
    ]);
    expect(
      fillsOf([inside, ...limits], { sizeBytes: 200, deltaSizeBytes: 80 }).map(({ part }) => part),
    ).toEqual(['file', 'delta']);
  });

  it('is not known before the build, nor where nobody measured that part', () => {
    expect(fillsOf(limits)[0]?.sizeBytes).toBeNull();
    expect(fillsOf([inside], { sizeBytes: 312 })[0]?.sizeBytes).toBeNull();
  });
});
