/** What a build is likely to come to, before it: cheap, and honest about being a guess. */
import type { DeltaFormat } from '../../../../shared/contract/delta.ts';
import type { Firmware, FirmwareImage } from '../../firmware/image.ts';
import type { FormatPlan } from '../formats/format.ts';
import { formatsFor } from '../formats/registry.ts';
import { judgePackage } from '../override.ts';
import { createMeasures, type Measures } from './measures.ts';
import { add, between, type SizeRange } from './sizeRange.ts';

export interface FormatEstimate {
  readonly format: DeltaFormat;
  /** The file as served. */
  readonly file: SizeRange;
  /** The core delta inside of it; only where a limit is about that part. */
  readonly delta?: SizeRange;
}

/**
 * One estimate for every format that can be built for the pair, or could be with a reason, in the order of `formatsFor`. Takes
 * tens of milliseconds for images of a megabyte. A full effort and the module's own rules are not gone through: the finished
 * package may lie outside.
 */
export function estimatePackages(old: Firmware | null, fresh: Firmware): FormatEstimate[] {
  const measures = createMeasures();
  return formatsFor(fresh).flatMap(([format]) => {
    const judgement = judgePackage(format, old, fresh, { allowOlder: true, overrideReason: '…' });
    if (judgement.kind === 'refused') return [];
    const { plan } = judgement.planned;
    return [{ format, ...rangesOf(format, { old, fresh, plan, measures }) }];
  });
}

interface Question {
  readonly old: Firmware | null;
  readonly fresh: Firmware;
  readonly plan: FormatPlan;
  readonly measures: Measures;
}

/** Head of a LuatOS file, with that of its one sector. */
const otaHead = between(150, 150);

function rangesOf(format: DeltaFormat, question: Question): Pick<FormatEstimate, 'file' | 'delta'> {
  const { measures } = question;
  const core = coveredOf(question, (role) => role === 'ap' || role === 'cp');
  const script = coveredOf(question, (role) => role === 'script');
  const whole = (measure: (bytes: Uint8Array) => SizeRange): SizeRange =>
    add(...[...core, ...script].map(({ bytes }) => measure(bytes)));
  const changes = (measure: (before: Uint8Array, after: Uint8Array) => SizeRange): SizeRange =>
    add(...core.map((image) => measure(baseOf(question, image), image.bytes)));
  switch (format) {
    case 'ec618-at':
    case 'ec618-par':
      return { file: changes(measures.ec618) };
    case 'ec7xx':
    case 'ec7xx-at':
      return { file: changes(measures.ec7xx) };
    case 'uis8910':
      return { file: add(changes(measures.uis8910), ...script.map(({ bytes }) => between(bytes.length))) };
    case 'luatos': {
      const delta = changes(measures.ec618);
      const file = add(otaHead, delta, ...script.map(({ bytes }) => measures.lzma(bytes)));
      return core.length === 0 ? { file } : { file, delta };
    }
    case 'luatos-script':
    case 'csdk-full':
      return { file: add(otaHead, whole(measures.lzma)) };
    case 'xt804-fota':
    case 'xt804-sota':
      return { file: whole(measures.gzip) };
  }
}

function coveredOf({ plan, fresh }: Question, wanted: (role: string) => boolean): readonly FirmwareImage[] {
  return plan.covered.flatMap(({ name, role }) => {
    const image = fresh.images.find((candidate) => candidate.name === name && candidate.role === role);
    return image !== undefined && wanted(role) ? [image] : [];
  });
}

/** An image that OLD does not have starts from nothing. */
function baseOf({ old }: Question, { role }: FirmwareImage): Uint8Array {
  return old?.images.find((image) => image.role === role)?.bytes ?? new Uint8Array(0);
}
