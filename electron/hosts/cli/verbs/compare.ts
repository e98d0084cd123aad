/** `compare OLD NEW`: what differs between two firmwares, and which packages can carry it. */

import type { FormatEstimate } from '../../../../shared/contract/delta.ts';
import type { ComparedImage, ComparedSide, Comparison } from '../../../../shared/contract/firmware.ts';
import { text } from '../arguments.ts';
import { estimateLines, estimatesOf } from '../estimateText.ts';
import { bytes, hex, table } from '../format.ts';
import { caveatLines, warningText } from '../packageText.ts';
import type { Verb, VerbContext } from '../verb.ts';

type Part = Comparison['parts'][number];

type Estimates = readonly FormatEstimate[];

function toLines(context: VerbContext, comparison: Comparison, estimates: Estimates): string[] {
  const { t } = context;
  return [
    sideLine(context, 'old', comparison.old),
    sideLine(context, 'new', comparison.new),
    t(`cli.compare.order.${comparison.order}`),
    '',
    ...partLines(context, comparison),
    ...scriptLines(context, comparison),
    '',
    ...formatLines(context, comparison, estimates),
  ];
}

function sideLine({ t }: VerbContext, name: 'old' | 'new', side: ComparedSide): string {
  const version = side.version?.text ?? t('cli.inspect.noVersion');
  return `${t(`cli.compare.${name}`)}: ${side.fileName}  ${version}  ${side.chip}  ${bytes(side.sizeBytes)}`;
}

function partLines({ t }: VerbContext, { identical, parts }: Comparison): string[] {
  const head = ['part', 'role', 'change', 'oldSize', 'newSize', 'zone', 'free'];
  const rows = parts.map((part) => [
    part.name,
    part.role,
    changeText(t, part),
    sizeText(part.old),
    sizeText(part.new),
    between(part, (image) => image.zoneSizeBytes),
    between(part, (image) => image.freeBytes),
  ]);
  const drawn = table(
    head.map((name) => t(`cli.compare.column.${name}`)),
    rows,
  );
  return identical ? [t('cli.compare.identical'), ...drawn] : drawn;
}

function changeText(t: VerbContext['t'], { change, moved, old, new: fresh }: Part): string {
  const said = t(`cli.compare.change.${change}`);
  return moved ? `${said}, ${hex(old?.address ?? 0)} -> ${hex(fresh?.address ?? 0)}` : said;
}

function sizeText(image: ComparedImage | undefined): string {
  return image === undefined ? '-' : bytes(image.sizeBytes);
}

/** One number where both sides agree, both where they do not, `-` where none is known. */
function between({ old, new: fresh }: Part, read: (image: ComparedImage) => number | undefined): string {
  const numbers = [old, fresh].flatMap((image) => {
    const number = image === undefined ? undefined : read(image);
    return number === undefined ? [] : [bytes(number)];
  });
  return numbers.length === 0 ? '-' : [...new Set(numbers)].join(' -> ');
}

/** Files that stay the same are counted, not listed; --json has them all. */
function scriptLines({ t }: VerbContext, { scriptFiles }: Comparison): string[] {
  if (scriptFiles.length === 0) return [];
  const changed = scriptFiles.filter(({ change }) => change !== 'same');
  return [
    '',
    t('cli.compare.scripts', { changed: changed.length, total: scriptFiles.length }),
    ...changed.map(({ name, change, oldSizeBytes, newSizeBytes }) => {
      const sizes = [oldSizeBytes, newSizeBytes].filter((size) => size !== undefined).map(bytes);
      return `  ${name}  ${t(`cli.compare.change.${change}`)}  ${[...new Set(sizes)].join(' -> ')}`;
    }),
  ];
}

function formatLines({ t }: VerbContext, { formats }: Comparison, estimates: Estimates): string[] {
  const estimateOf = (format: string): string[] => {
    const estimate = estimates.find((candidate) => candidate.format === format);
    return estimate === undefined ? [] : estimateLines(t, estimate);
  };
  // Of two chips every format says the same.
  const [first] = formats;
  if (first?.refusal?.code === 'delta.mixedChips') return [t('error.delta.mixedChips', first.refusal.params)];
  const others = formats.filter(({ refusal }) => refusal?.code === 'delta.wrongChip');
  const fitting = others.length === formats.length ? formats : formats.filter((one) => !others.includes(one));
  const lines = fitting.flatMap((option) => {
    const { format, proofClass, refusal, overridable, recommended } = option;
    if (refusal !== undefined) {
      const reason = t(`error.${refusal.code}`, refusal.params);
      const said = t(overridable ? 'cli.compare.withReason' : 'cli.compare.refused', { format, reason });
      return [said, ...indented(estimateOf(format))];
    }
    const head = t(recommended ? 'cli.compare.best' : 'cli.compare.possible', {
      format,
      proof: t(`proofClass.${proofClass}`),
    });
    return [head, ...indented([...estimateOf(format), ...caveatLines(t, option)])];
  });
  if (fitting.length === formats.length) return lines;
  const names = others.map(({ format }) => format).join(', ');
  return [...lines, t('cli.compare.otherChips', { formats: names })];
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `    ${line}`);
}

/** Reasons and warnings in words beside their codes. */
function toFacts({ t }: VerbContext, comparison: Comparison, estimates: Estimates): Record<string, unknown> {
  return {
    ...comparison,
    formats: comparison.formats.map(({ refusal, warnings, ...option }) => ({
      ...option,
      proofReason: t(`proofClass.${option.proofClass}`),
      possible: refusal === undefined,
      estimate: estimates.find(({ format }) => format === option.format) ?? null,
      ...(refusal === undefined
        ? {}
        : { refusal: { ...refusal, text: t(`error.${refusal.code}`, refusal.params) } }),
      warnings: warnings.map((warning) => ({ ...warning, text: warningText(t, warning) })),
    })),
  };
}

export const compare: Verb = {
  name: 'compare',
  takes: 'OLD NEW',
  positionals: [2, 2],
  options: {
    'old-version': { type: 'string', value: 'NAME' },
    'new-version': { type: 'string', value: 'NAME' },
  },
  async run(context) {
    const { args, core, output, path } = context;
    const [old = '', fresh = ''] = args.positionals;
    const oldVersion = text(args, 'old-version');
    const newVersion = text(args, 'new-version');
    const pair = {
      old: { kind: 'path', path: path(old) } as const,
      new: { kind: 'path', path: path(fresh) } as const,
      ...(oldVersion === undefined ? {} : { oldVersion }),
      ...(newVersion === undefined ? {} : { newVersion }),
    };
    const comparison = await core.firmware.compare(pair);
    const estimates = comparison.identical ? [] : await estimatesOf(context, pair);
    output.result(toFacts(context, comparison, estimates), toLines(context, comparison, estimates));
    return 0;
  },
};
