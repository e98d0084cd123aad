import { describe, expect, it } from 'vitest';
import type { FileRef } from '../../../../shared/contract/common.ts';
import type { FormatOption } from '../../../../shared/contract/delta.ts';
import { type Hop, type HopsResult, hopsResultSchema } from '../../../../shared/contract/planning.ts';
import { releasePlace } from '../../../../shared/domain/releaseOrder.ts';
import { AppError } from '../../../../shared/errors.ts';
import { appErrorOf } from '../../../../test/support/appError.ts';
import { tinyBinpkg } from '../../../../test/support/tinyFirmware.ts';
import { sha256Hex } from '../../firmware/digest.ts';
import type { Files } from '../files.ts';
import { type KnownRelease, releaseFacts } from './releases.ts';
import { searchHops } from './searchHops.ts';

const nameOf = (number: number) => `AirM2M_780E_V${number}_LTE_AT`;
/** A file of its own for every release, named by its version. */
const bytesOf = (number: number) => tinyBinpkg({ ap: new Uint8Array(100).fill(number % 251) });
const refOf = (fileName: string): FileRef => ({ kind: 'path', path: `/releases/${fileName}` });

function known(number: number): KnownRelease {
  const version = nameOf(number);
  const fileName = `${version}.binpkg`;
  const sha256 = sha256Hex(bytesOf(number));
  return { ref: refOf(fileName), fileName, sha256, chip: 'ec618', version, place: releasePlace(version) };
}

const option = (format: FormatOption['format'], needsOld: boolean): FormatOption => ({
  ...{ format, needsOld, proofClass: 'formatKnown', overridable: false, recommended: needsOld },
  ...{ covered: ['ap'], notCovered: [], warnings: [], limits: [] },
});
const options = [option('ec618-at', true), option('csdk-full', false)];

interface Plan {
  /** `1001-1003` to bytes; what is missing is too large. */
  readonly fits: Readonly<Record<string, number>>;
  readonly between?: readonly (number | string)[];
  readonly format?: FormatOption['format'];
  readonly refuse?: AppError;
}

async function search({ fits, between = [], format = 'ec618-at', refuse }: Plan) {
  const asked: string[] = [];
  const told: HopsResult[] = [];
  const digits = (version: string | null) => /V(\d+)/.exec(version ?? '')?.[1] ?? '';
  const files: Files = {
    paths: true,
    list: async () => [],
    demoFiles: async () => [],
    async read(ref) {
      const fileName = ref.kind === 'path' ? (ref.path.split('/').at(-1) ?? '') : '';
      if (fileName === 'gone') throw new AppError('file.notFound', { path: fileName });
      const number = Number(/V(\d+)/.exec(fileName)?.[1] ?? 0);
      return { fileName, bytes: number === 0 ? new Uint8Array(40).fill(7) : bytesOf(number) };
    },
  };
  const result = await searchHops(
    {
      ...{ from: known(1001), to: known(1009), format, options },
      releases: async () =>
        between.map((file) => refOf(typeof file === 'number' ? `${nameOf(file)}.binpkg` : file)),
    },
    {
      files,
      signal: new AbortController().signal,
      onKnown: (state) => told.push(hopsResultSchema.parse(state)),
      async edges(from, to): Promise<Hop> {
        const pair = `${digits(from.version)}-${digits(to.version)}`;
        asked.push(pair);
        const ends = { from: releaseFacts(from), to: releaseFacts(to) };
        if (refuse !== undefined) return { kind: 'refused', ...ends, error: refuse.toData() };
        const sizeBytes = fits[pair];
        if (sizeBytes === undefined) return { kind: 'tooLarge', ...ends, sizeBytes: 900, limitBytes: 500 };
        const made = { packageSha256: 'a'.repeat(64), limits: [], format, reused: false };
        return { kind: 'fits', ...ends, ...made, sizeBytes, proofClass: 'formatKnown' };
      },
    },
  );
  return { result, asked, told, way: result.chain.map(({ to }) => digits(to.version)) };
}

describe('the way from one release to another', () => {
  it('is the direct package where it fits; nothing else is looked at', async () => {
    const { result, asked } = await search({ fits: { '1001-1009': 300 }, between: ['gone'] });
    expect(result.outcome).toBe('direct');
    expect(result.skipped).toEqual([]);
    expect(asked).toEqual(['1001-1009']);
  });

  it('goes over a release between where the direct one is too large', async () => {
    const fits = { '1001-1005': 400, '1005-1009': 450 };
    const { result, way } = await search({ fits, between: [1005] });
    expect(result).toMatchObject({ outcome: 'hops', considered: 1, trying: null });
    expect(way).toEqual(['1005', '1009']);
  });

  it('asks for no step twice, and never for the direct one again', async () => {
    const fits = { '1001-1003': 100, '1003-1005': 100, '1005-1009': 100 };
    const { asked, way } = await search({ fits, between: [1003, 1005, 1007] });
    expect(way).toEqual(['1003', '1005', '1009']);
    expect(new Set(asked).size).toBe(asked.length);
    expect(asked.filter((pair) => pair === '1001-1009')).toHaveLength(1);
  });

  it('is none where nothing fits; then the packages that need no hop are named', async () => {
    const { result } = await search({ fits: {}, between: [1005] });
    expect(result).toMatchObject({ outcome: 'none', chain: [], considered: 1, instead: ['csdk-full'] });
  });

  it('is not searched for a package that is as large from everywhere', async () => {
    const { result, asked } = await search({ fits: {}, between: [1005], format: 'csdk-full' });
    expect(result.outcome).toBe('none');
    expect(asked).toHaveLength(1);
  });

  it('is no question where the direct package is refused for another reason than its size', async () => {
    const refuse = new AppError('delta.otherModel', { old: 'a', new: 'b' });
    expect((await appErrorOf(() => search({ fits: {}, refuse }))).code).toBe('delta.otherModel');
  });

  it('names every file that cannot stand on it', async () => {
    const fits = { '1001-1005': 1, '1005-1009': 1 };
    const between = [1001, 1005, 1010, 'AirM2M_780EX_V1006_LTE_AT.binpkg', 'noise', 'gone'];
    const { result } = await search({ fits, between });
    expect(result.skipped.map(({ fileName, reason }) => `${fileName} ${reason}`)).toEqual([
      'AirM2M_780E_V1010_LTE_AT.binpkg notBetween',
      'AirM2M_780EX_V1006_LTE_AT.binpkg otherProduct',
      'noise unreadable',
      'gone unreadable',
    ]);
    expect(result.considered).toBe(1);
  });

  it('tells of every step while it goes on', async () => {
    const { told } = await search({ fits: { '1001-1005': 1, '1005-1009': 1 }, between: [1005] });
    expect(told[0]).toMatchObject({
      outcome: 'searching',
      tried: [],
      trying: { to: { version: nameOf(1009) } },
    });
    expect(told.map(({ tried }) => tried.length)).toEqual([...told.map(({ tried }) => tried.length)].sort());
    expect(told.at(-1)).toMatchObject({ outcome: 'hops', trying: null });
  });
});
