/** `project upload | imeis`: what a console wants, and which devices shall get it. */
import type { UploadPlan } from '../../../../shared/contract/cloud.ts';
import { writeImeiList } from '../../../../shared/domain/imeiList.ts';
import { writeResult } from '../../../core/services/writeFile.ts';
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

const imeis: Action = {
  words: [1, 1],
  async run(context, [word = '']) {
    const { core, args, output, path, t } = context;
    const { id } = await findProject(context, word);
    const files = texts(args, 'file');
    const readings = [];
    for (const file of files) readings.push(await core.cloud.readImeis({ text: await readText(path(file)) }));
    const seen = flag(args, 'seen') ? (await core.cloud.devices({})).map(({ imei }) => imei) : [];
    const given = [...readings.flatMap((reading) => reading.imeis.map(({ imei }) => imei)), ...seen];
    const before = flag(args, 'replace') ? [] : await core.cloud.imeis({ projectId: id });
    const changes = given.length > 0 || flag(args, 'replace');
    const list = changes
      ? await core.cloud.setImeis({ projectId: id, imeis: [...new Set([...before, ...given])] })
      : before;
    const out = text(args, 'out');
    if (out !== undefined) {
      const form = out.toLowerCase().endsWith('.csv') ? 'csv' : 'txt';
      await writeResult(path(out), new TextEncoder().encode(writeImeiList(list, form)), flag(args, 'force'));
    }
    const bad = readings.flatMap((reading) => reading.bad);
    const duplicates = readings.flatMap((reading) => reading.duplicates);
    const wrongDigits = readings.flatMap((reading) => reading.imeis.filter(({ luhn }) => !luhn));
    for (const { line, reason, found } of bad) {
      output.note(t('cli.project.badLine', { line, reason: t(`imeiProblem.${reason}`, { found }) }));
    }
    for (const { imei, line, firstLine } of duplicates) {
      output.note(t('cli.project.duplicate', { imei, line, firstLine }));
    }
    for (const { imei, line } of wrongDigits) output.note(t('cli.project.wrongDigit', { imei, line }));
    output.result({ imeis: list, bad, duplicates, wrongDigits }, list);
    return bad.length > 0 ? 1 : 0;
  },
};

export const cloudActions = { upload, imeis } as const satisfies Record<string, Action>;
