/** `project upload | imeis`: what a console wants, and which devices shall get it. */
import type { ImeiReading, UploadPlan } from '../../../../shared/contract/cloud.ts';
import type { Action } from '../actions.ts';
import { flag, text, texts } from '../arguments.ts';
import { bytes } from '../format.ts';
import { UsageError } from '../usage.ts';
import type { VerbContext } from '../verb.ts';
import { findProject } from './find.ts';
import { readText } from './transfer.ts';

function planLines({ t }: VerbContext, { files, entries, findings, steps }: UploadPlan): string[] {
  const kinds = ['kind', 'component'];
  return [
    ...files.map(({ role, fileName, sizeBytes }) =>
      t(`cli.project.${role}`, { file: fileName, size: sizeBytes === null ? '' : bytes(sizeBytes) }),
    ),
    ...entries.map(({ part, value, confidence }) => {
      const shown = value === null ? '—' : kinds.includes(part) ? t(`cloudKind.${value}`) : value;
      return `${t(`cloudEntry.${part}`)}: ${shown}  (${t(`cloudConfidence.${confidence}`)})`;
    }),
    '',
    ...findings.map(({ level, group, code, params }) =>
      t(`cli.project.finding.${level}`, { text: t(`${group}.${code}`, params) }),
    ),
    ...steps.map((step, index) => `${index + 1}. ${t(`cloudStep.${step}`)}`),
  ];
}

const upload: Action = {
  words: [1, 1],
  async run(context, [word = '']) {
    const { core, args, output } = context;
    const sha256 = text(args, 'package');
    if (sha256 === undefined) throw new UsageError('missingOption', { name: '--package SHA256' });
    const { id } = await findProject(context, word);
    const plan = await core.cloud.plan({ projectId: id, sha256 });
    output.result({ ...plan }, planLines(context, plan));
    return plan.findings.some(({ level }) => level === 'error') ? 1 : 0;
  },
};

/** What was read from files, as one list and as complaints. */
async function readLists({ core, args, path, output, t }: VerbContext) {
  const readings: ImeiReading[] = [];
  for (const file of texts(args, 'file')) {
    readings.push(await core.cloud.readImeis({ text: await readText(path(file)) }));
  }
  const found = readings.flatMap((reading) => reading.imeis);
  const bad = readings.flatMap((reading) => reading.bad);
  const duplicates = readings.flatMap((reading) => reading.duplicates);
  const wrongDigits = found.filter(({ luhn }) => !luhn);
  for (const { line, reason, found: digits } of bad) {
    output.note(t('cli.project.badLine', { line, reason: t(`imeiProblem.${reason}`, { found: digits }) }));
  }
  for (const duplicate of duplicates) output.note(t('cli.project.duplicate', duplicate));
  for (const { imei, line } of wrongDigits) output.note(t('cli.project.wrongDigit', { imei, line }));
  return { found: found.map(({ imei }) => imei), complaints: { bad, duplicates, wrongDigits } };
}

const imeis: Action = {
  words: [1, 1],
  async run(context, [word = '']) {
    const { core, args, output, path } = context;
    const { id: projectId } = await findProject(context, word);
    const { found, complaints } = await readLists(context);
    const seen = flag(args, 'seen') ? (await core.cloud.devices({})).map(({ imei }) => imei) : [];
    const isReplaced = flag(args, 'replace');
    const before = isReplaced ? [] : await core.cloud.imeis({ projectId });
    const given = [...found, ...seen];
    const list =
      given.length > 0 || isReplaced
        ? await core.cloud.setImeis({ projectId, imeis: [...before, ...given] })
        : before;
    const out = text(args, 'out');
    if (out !== undefined) {
      await core.cloud.saveImeis({ projectId, path: path(out), overwrite: flag(args, 'force') });
    }
    output.result({ imeis: list, ...complaints }, list);
    return complaints.bad.length > 0 ? 1 : 0;
  },
};

export const cloudActions = { upload, imeis } as const satisfies Record<string, Action>;
