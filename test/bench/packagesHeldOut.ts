/**
 * Were the settings of the search learnt by heart? Pairs that nobody looked at while tuning, beside the plain method of the vendors'
 * tools in the same run. The pairs that were looked at stand above them for comparison.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readBinpkg } from '../../electron/core/firmware/binpkg.ts';
import { readPac } from '../../electron/core/firmware/pac.ts';
import { corpusBytes } from '../support/corpus.ts';
import { judge, line, type Measure } from './packagesMeasure.ts';
import { plainEc7xxBytes, plainEc618Bytes, plainUis8910Bytes } from './packagesPlain.ts';
import { relink } from './packagesRelink.ts';
import type { Source } from './packagesRow.ts';

type Pair = readonly [old: Uint8Array, fresh: Uint8Array];
type Peer = (old: Uint8Array, fresh: Uint8Array) => number;

const formats = {
  'ec618-par': { chip: 'ec618', peer: plainEc618Bytes },
  ec7xx: { chip: 'ec7xx', peer: plainEc7xxBytes },
  uis8910: { chip: 'uis8910', peer: plainUis8910Bytes },
} as const satisfies Record<string, { chip: 'ec618' | 'ec7xx' | 'uis8910'; peer: Peer }>;

type Row = readonly [name: string, format: keyof typeof formats, pair: Pair];

const pairOf = (folder: string): Pair => [
  corpusBytes(`pairs/${folder}/old.bin`),
  corpusBytes(`pairs/${folder}/new.bin`),
];
const turned = ([old, fresh]: Pair): Pair => [fresh, old];
const apOf8910: Pair = [
  corpusBytes('luat/uis8910/ap_20210203.img'),
  corpusBytes('luat/uis8910/ap_20210514.img'),
];

/** Two kernels that share most of their code at other addresses; the newer one is the newer one of `pybv11` too. */
const moved = (): Pair => pairOf('tiny');

/** Old modem core, and the same linked again by rule with other edits. */
function relinked(folder: string, address: number, seed: number): Pair {
  const [bytes] = pairOf(folder);
  return [bytes, relink([{ bytes, address }], seed)];
}

/** The modem cores of two chips: the same sources, years apart. */
const otherChip = (): Pair => [pairOf('ec618-cp')[1], pairOf('ec718p-cp')[1]];

/** What lies before the compressed sections of an EC718P modem core. */
function rawCpOf(name: string): Uint8Array {
  const image = readBinpkg(corpusBytes(`luat/ota_made/${name}`)).images.find(({ role }) => role === 'cp');
  return (image?.bytes ?? new Uint8Array(0)).slice(0, 0x3dc00);
}

function fromPacs(name: string): Pair {
  const [old, fresh] = ['CSDK_RDA8910_TMP_20210203.pac', 'CSDK_RDA8910_20210514.pac'].map(
    (file) => readPac(corpusBytes(`luat/uis8910/${file}`)).images.find((image) => image.name === name)?.bytes,
  );
  return [old ?? new Uint8Array(0), fresh ?? new Uint8Array(0)];
}

/** On the first three settings were tuned; the others were looked at when a method was changed. */
const seen = (): Row[] => [
  ['EC618 boot loader', 'ec618-par', pairOf('ec618-bl')],
  ['EC618 CP', 'ec618-par', pairOf('ec618-cp')],
  ['8910 AP', 'uis8910', apOf8910],
  ['EC718P CP', 'ec618-par', pairOf('ec718p-cp')],
  ['EC718P CP', 'ec7xx', pairOf('ec718p-cp')],
  ['EC718P CP', 'uis8910', pairOf('ec718p-cp')],
  ['MicroPython', 'ec618-par', pairOf('pybv11')],
  ['MicroPython', 'ec7xx', pairOf('pybv11')],
  ['MicroPython', 'uis8910', pairOf('pybv11')],
  ['MicroPython moved', 'ec618-par', moved()],
  ['MicroPython moved', 'ec7xx', moved()],
  ['MicroPython moved', 'uis8910', moved()],
];

/** Back in time, other builds, another chip, linked again, another instruction set. */
const heldOut = (): Row[] => [
  ['EC618 CP back', 'ec618-par', turned(pairOf('ec618-cp'))],
  ['EC618 CP back', 'ec7xx', turned(pairOf('ec618-cp'))],
  ['EC618 boot back', 'ec618-par', turned(pairOf('ec618-bl'))],
  ['EC718P CP back', 'ec618-par', turned(pairOf('ec718p-cp'))],
  ['EC718P CP back', 'ec7xx', turned(pairOf('ec718p-cp'))],
  ['EC718P packed back', 'ec7xx', [rawCpOf('r718_new.binpkg'), rawCpOf('r718_old.binpkg')]],
  ['MicroPython back', 'ec618-par', turned(pairOf('pybv11'))],
  ['MicroPython back', 'uis8910', turned(pairOf('pybv11'))],
  ['EC618 CP to EC718P', 'ec618-par', otherChip()],
  ['EC618 CP to EC718P', 'ec7xx', otherChip()],
  ['EC618 CP to EC718P', 'uis8910', otherChip()],
  ['EC618 CP relinked', 'ec618-par', relinked('ec618-cp', 0x800000, 7)],
  ['MicroPython relinked', 'ec7xx', relinked('pybv11', 0x08020000, 8)],
  ['EC718P CP relinked', 'uis8910', relinked('ec718p-cp', 0x81a000, 9)],
  ['W806 (C-SKY)', 'ec618-par', pairOf('csky-w806')],
  ['W806 back', 'uis8910', turned(pairOf('csky-w806'))],
  ['8910 FDL2', 'ec618-par', fromPacs('FDL2')],
  ['8910 FDL2 back', 'ec7xx', turned(fromPacs('FDL2'))],
  ['8910 AP back', 'uis8910', turned(apOf8910)],
  ['8910 AP back', 'ec7xx', turned(apOf8910)],
];

/** Prints both groups; the exit code is 1 when a pair that nobody looked at comes out larger than the plain method makes it. */
export function benchHeldOut(measure: Measure, folder: string): void {
  console.log(
    '\nbeside the plain method; nobody looked at the pairs below the line while tuning; goal: <= 1.00',
  );
  console.log(line('pair', 'format', 'plain', 'ours', 'ratio'));
  for (const row of seen()) report(measure, folder, row);
  console.log('-'.repeat(70));
  const ratios = heldOut().map((row) => report(measure, folder, row));
  const mean = Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
  console.log(line('geometric mean', 'held out', '', '', mean.toFixed(3), judge(mean <= 1)));
}

/** Prints one line; ours by the plain method's size. */
function report(measure: Measure, folder: string, [name, format, [old, fresh]]: Row): number {
  const { chip, peer } = formats[format];
  const onDisk = (file: string, bytes: Uint8Array): Source => {
    const imageFile = join(folder, file);
    writeFileSync(imageFile, bytes);
    return { imageFile, chip };
  };
  const figures = measure({ old: onDisk('old.bin', old), fresh: onDisk('new.bin', fresh), format });
  const plain = peer(old, fresh);
  const ratio = (figures?.sizeBytes ?? Number.NaN) / plain;
  const sizes = [String(plain), String(figures?.sizeBytes ?? 'FAILED')];
  console.log(line(name, format, ...sizes, ratio.toFixed(3), judge(ratio <= 1)));
  return ratio;
}
