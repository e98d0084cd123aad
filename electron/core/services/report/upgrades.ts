/** Certificates and numbers of upgrades that ended here. */
import type { CoreHandlers } from '../../../../shared/contract/index.ts';
import type { JournalRow } from '../../../../shared/contract/journal.ts';
import type { UpgradeTable } from '../../../../shared/contract/report.ts';
import { texts as en } from '../../../../shared/domain/texts/en.ts';
import { inWords } from '../../../../shared/domain/texts/tokens.ts';
import { texts as zh } from '../../../../shared/domain/texts/zh-CN.ts';
import { AppError } from '../../../../shared/errors.ts';
import { certificateHtml } from '../../report/certificate.ts';
import { upgradeRow, upgradesCsv, upgradeTable } from '../../report/upgradeTable.ts';
import type { BundleParts } from './gather.ts';

type Say = (key: string, params?: Readonly<Record<string, string | number | boolean>>) => string;

/** A text by its key, with its params; the key itself where there is none. */
function sayer(language: 'zh-CN' | 'en'): Say {
  const lookup = (key: string): string | undefined => {
    let place: unknown = language === 'en' ? en : zh;
    for (const name of key.split('.'))
      place = typeof place === 'object' && place !== null ? Reflect.get(place, name) : undefined;
    return typeof place === 'string' ? place : undefined;
  };
  return (key, params = {}) => {
    const words: Readonly<Record<string, unknown>> = inWords(key, params, lookup);
    return (lookup(key) ?? key).replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) =>
      String(words[name] ?? ''),
    );
  };
}

type Range = Parameters<CoreHandlers['report']['upgrades']>[0];

export function upgradesOf({ jobs }: BundleParts, { jobIds, fromMs, toMs }: Range): UpgradeTable {
  const chosen = jobIds === undefined ? jobs.list() : jobIds.map((id) => jobs.get(id));
  const rows = chosen.flatMap((job) => upgradeRow(job) ?? []);
  return upgradeTable(
    rows.filter(
      ({ startedAtMs }) =>
        startedAtMs >= (fromMs ?? Number.NEGATIVE_INFINITY) &&
        startedAtMs < (toMs ?? Number.POSITIVE_INFINITY),
    ),
  );
}

export function upgradesFile(
  parts: BundleParts,
  { format, ...range }: Range & { readonly format: 'csv' | 'json' },
): { fileName: string; text: string } {
  const table = upgradesOf(parts, range);
  const text = format === 'csv' ? upgradesCsv(table) : `${JSON.stringify(table, null, 1)}\n`;
  return { fileName: `airdock-upgrades.${format}`, text };
}

/** @throws AppError `job.unknown`, `report.noUpgrade` {id} */
export async function certificateOf(
  { jobs, journal, clock, version }: BundleParts,
  { jobId, language, operator = '' }: Parameters<CoreHandlers['report']['certificate']>[0],
): Promise<{ fileName: string; html: string }> {
  const job = jobs.get(jobId);
  const upgrade = upgradeRow(job);
  if (upgrade === null || job.state.phase !== 'ended') throw new AppError('report.noUpgrade', { id: jobId });
  const { verdict } = job.state;
  const say = sayer(language);
  const proof = await Promise.all(
    verdict.evidence.map(async (seq) => (await journal.read({}, seq, 1)).filter((row) => row.seq === seq)),
  );
  const html = certificateHtml({
    ...{ language, upgrade, operator, version, say, nowMs: clock.wallMs() },
    proof: proof.flat().sort((left: JournalRow, right: JournalRow) => left.seq - right.seq),
    verdict: say(`verdict.${verdict.code}`, verdict.params),
    outcome: say(`outcome.${verdict.outcome}`),
    way: upgrade.way === '' ? '' : say(`way.${upgrade.way}`),
  });
  return { fileName: `airdock-${(upgrade.imei ?? jobId).replace(/\W/g, '')}.html`, html };
}
