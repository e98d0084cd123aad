import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../../../../shared/errors.ts';
import { quietWork } from '../../../../../test/support/quietWork.ts';
import { codeLikeBytes, laterBuild, seededRandom } from '../../../../../test/support/syntheticImage.ts';
import { applyEc618, type BaseImage } from './apply.ts';
import { wrapForAt } from './wrapper.ts';
import { writeEc618 } from './write.ts';

const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const sealed = (bytes: Uint8Array): { bytes: Uint8Array; sha256: string } => ({ bytes, sha256: hash(bytes) });

const oldAp = codeLikeBytes(50_000, 31);
const newAp = laterBuild(oldAp, 32);
const base: BaseImage[] = [{ name: 'ap', role: 'ap', bytes: oldAp }];
let par: Uint8Array = new Uint8Array(0);

beforeAll(async () => {
  const change = { role: 'ap', address: 0x24000, old: sealed(oldAp), new: sealed(newAp) } as const;
  par = await writeEc618([change], quietWork());
});

/** The package with some bytes replaced and its hash made right again, as a forger would. */
function forged(edit: (bytes: Buffer) => void): Uint8Array {
  const bytes = Buffer.from(par);
  edit(bytes);
  bytes.fill(0, 12, 44);
  createHash('sha256').update(bytes).digest().copy(bytes, 12);
  return new Uint8Array(bytes);
}

function refusal(file: Uint8Array, images: readonly BaseImage[] = base): AppError {
  try {
    applyEc618(images, file);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('the package was accepted');
}

const checkOf = (file: Uint8Array, images: readonly BaseImage[] = base): string =>
  `${refusal(file, images).code} ${refusal(file, images).params['check']}`;

/** Offsets: outer header 84, package header 112, payload head 16. */
const payloadAt = 84 + 112;
const sizesAt = payloadAt + 16;
const firstPartAt = sizesAt + 4 * Math.ceil(newAp.length / 32_768);

describe('applyEc618', () => {
  it('rebuilds NEW from a bare and from a wrapped package', () => {
    expect(Buffer.compare(applyEc618(base, par).images[0]?.bytes ?? oldAp, newAp)).toBe(0);
    const wrapped = applyEc618(base, wrapForAt(par));
    expect(wrapped.envelope).toBe('at-wrapper');
    expect(wrapped.images[0]).toMatchObject({ name: 'ap', oldSha256: hash(oldAp), sha256: hash(newAp) });
  });

  it('refuses every cut of the file, bare and wrapped, and bytes behind its end', () => {
    for (const file of [par, wrapForAt(par)]) {
      for (let size = 0; size < file.length; size += size < 300 ? 1 : 53) {
        expect(refusal(file.subarray(0, size)).code).toBe('delta.damagedPackage');
      }
      expect(refusal(Uint8Array.from([...file, 0])).code).toBe('delta.damagedPackage');
    }
  });

  it('refuses every flipped byte', () => {
    const random = seededRandom(33);
    for (let round = 0; round < 400; round++) {
      const at = round < 200 ? round : random(par.length);
      const hurt = par.slice();
      hurt[at] = (hurt[at] ?? 0) ^ (1 + random(255));
      expect(refusal(hurt).code, `byte ${at}`).toBe('delta.damagedPackage');
    }
  });

  it('survives forged fields with an error that names the field', () => {
    const cases: [string, (bytes: Buffer) => void][] = [
      ['par.flags', (bytes) => bytes.writeUInt8(0xc0, 3)],
      ['par.packageCount', (bytes) => bytes.writeUInt8(0x7f, 3)],
      ['par.partBytes', (bytes) => bytes.writeUInt16LE(0x10, 4)],
      ['par.retention', (bytes) => bytes.writeUInt8(0, 50)],
      ['package.truncated', (bytes) => bytes.writeUInt32LE(0xffffffff, 88)],
      ['package.index', (bytes) => bytes.writeUInt8((bytes[84] ?? 0) | 1, 84)],
      ['package.role', (bytes) => bytes.writeUInt8(0x20, 84)],
      ['package.imageBytes', (bytes) => bytes.writeUInt32LE(0xffffffff, 100)],
      ['package.partCount', (bytes) => bytes.writeUInt8(9, 87)],
      ['payload.magic', (bytes) => bytes.write('BPHX', payloadAt)],
      ['payload.direction', (bytes) => bytes.write('XxxX', payloadAt + 12)],
      ['part.size', (bytes) => bytes.writeUInt32LE(3, sizesAt)],
      ['part.magic', (bytes) => bytes.write('BSDIFF41', firstPartAt)],
      ['part.marker', (bytes) => bytes.writeUInt32LE(0x80000000, firstPartAt + 8)],
      ['part.storedBytes', (bytes) => bytes.writeUInt32LE(1, firstPartAt + 12)],
      ['part.newBytes', (bytes) => bytes.writeUInt32LE(1, firstPartAt + 16)],
      ['bzip2.bzip2Head', (bytes) => bytes.write('XX', firstPartAt + 20)],
      ['bzip2.bzip2Level', (bytes) => bytes.write('9', firstPartAt + 23)],
      ['newSha256', (bytes) => bytes.writeUInt8((bytes[144] ?? 0) ^ 1, 144)],
    ];
    const forward = (check: string): boolean => check !== 'part.size' || (par[84] ?? 0) < 0x50;
    for (const [check, edit] of cases.filter(([name]) => forward(name))) {
      expect(checkOf(forged(edit)), check).toBe(`delta.damagedPackage ${check}`);
    }
  });

  it('survives any forged byte anywhere', () => {
    const random = seededRandom(34);
    for (let round = 0; round < 300; round++) {
      const at = random(par.length);
      const file = forged((bytes) => bytes.writeUInt8(random(256), at));
      try {
        applyEc618(base, file);
      } catch (error) {
        expect(error, `byte ${at}`).toBeInstanceOf(AppError);
      }
    }
  });

  it('says which image of the base does not fit', () => {
    const other = [{ name: 'ap', role: 'ap', bytes: newAp }];
    expect(checkOf(par, other)).toBe('delta.wrongBase oldBytes');
    const close = oldAp.slice();
    close[7] = (close[7] ?? 0) ^ 1;
    const error = refusal(par, [{ name: 'ap', role: 'ap', bytes: close }]);
    expect(error.params).toMatchObject({ check: 'oldSha256', expected: hash(oldAp), found: hash(close) });
    expect(checkOf(par, [{ name: 'cp', role: 'cp', bytes: oldAp }])).toBe('delta.wrongBase oldImage');
  });
});
