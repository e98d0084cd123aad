/** A recording as one more port. */
import type { CoreHandlers } from '../../../../shared/contract/index.ts';
import type { JournalRow } from '../../../../shared/contract/journal.ts';
import type { PortInfo } from '../../../../shared/contract/port.ts';
import { AppError } from '../../../../shared/errors.ts';
import { createReplay } from '../../virtual/replay/createReplay.ts';
import type { BundleParts } from './gather.ts';
import { replaySteps } from './replaySteps.ts';

/** @throws AppError `report.nothingToReplay`, `report.unknownRecording` */
export async function startReplay(
  { recordings, modules, ports }: BundleParts,
  { recordingId, portId: chosen, speed = 1 }: Parameters<CoreHandlers['report']['replay']>[0],
): Promise<PortInfo> {
  const recording = await recordings.get(recordingId);
  const portId = chosen ?? recording.ports[0]?.portId;
  if (portId === undefined) throw new AppError('report.nothingToReplay');
  const rows: JournalRow[] = [];
  for await (const row of recordings.all(recordingId)) rows.push(row);
  const steps = replaySteps(rows, portId);
  if (!steps.some(({ kind }) => kind === 'says')) throw new AppError('report.nothingToReplay');
  const isLog = !steps.some(({ kind }) => kind === 'hears' || kind === 'hearsBytes');
  const module = await modules.add(async (id) =>
    createReplay({
      ...{ id, label: recording.fileName, steps, speed, carries: isLog ? 'log' : 'at' },
      imei: imeiIn(rows),
    }),
  );
  const port = (await ports.refresh()).find(({ id }) => id === module.id);
  if (port === undefined) throw new AppError('port.unknown', { id: module.id });
  return port;
}

function imeiIn(rows: readonly JournalRow[]): string {
  for (const row of rows) {
    const found = row.kind === 'atLine' ? /(?<!\d)\d{15}(?!\d)/.exec(row.text)?.[0] : undefined;
    if (found !== undefined) return found;
  }
  return '';
}
