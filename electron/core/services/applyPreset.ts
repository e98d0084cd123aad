import type { SettingsRow } from '../../../shared/contract/job.ts';
import type { SettingChange } from '../../../shared/contract/modem.ts';
import type { Preset } from '../../../shared/contract/presets.ts';
import type { Verdict } from '../../../shared/contract/verdict.ts';
import { AppError } from '../../../shared/errors.ts';
import type { JobContext } from '../jobs/jobContext.ts';
import type { SettingValues } from '../modem/settingCommands.ts';
import { changeSettings, type ModuleSettingsParts, type SettingsRequest } from './moduleSettings.ts';
import { type OwnUpgradeLock, refuseDuringOwnUpgrade } from './upgrade/ownUpgradeLock.ts';
import { type ChannelParts, withChannel } from './withChannel.ts';

export interface ApplyRequest {
  readonly preset: Preset;
  readonly portIds: readonly string[];
  readonly save: boolean;
}

export type ApplyParts = ChannelParts & ModuleSettingsParts & { readonly unasked: OwnUpgradeLock };

/** Ports that are written to at once: each is slow by itself, and a hub of thirty shall not open thirty at a time. */
const atOnce = 6;

/** What a preset writes; the key is named by its project. */
export function presetRequest(
  { projectId, useKey, url, period, auto }: Preset,
  save: boolean,
): SettingsRequest {
  const values: SettingValues = {
    ...(url === undefined ? {} : { URL: url }),
    ...(period === undefined ? {} : { PERIOD: period }),
    ...(auto === undefined ? {} : { AUTO: auto }),
  };
  return { values, save, ...(useKey ? { keyOf: projectId } : {}) };
}

/**
 * Writes a preset to every port. A module that fails has its error in its row and stops no other; cancelling completes the
 * setting that is on its way and leaves the rest alone.
 */
export async function runApplyPreset(
  parts: ApplyParts,
  { preset, portIds, save }: ApplyRequest,
  context: JobContext,
): Promise<Verdict> {
  const labels = new Map(parts.ports.list().map(({ id, label }) => [id, label]));
  const rows: SettingsRow[] = portIds.map((portId) => ({
    ...{ portId, label: labels.get(portId) ?? portId, deviceId: null, state: 'waiting', changes: [] },
  }));
  const show = (): void => {
    context.result({ kind: 'settings', preset: preset.name, save, rows: rows.map((row) => ({ ...row })) });
    const done = rows.filter(({ state }) => state !== 'waiting' && state !== 'running').length;
    context.progress({ phase: 'settings', done, total: rows.length, unit: 'steps' });
  };
  context.stage('configure');
  show();
  const queue = [...rows.keys()];
  const work = async (): Promise<void> => {
    for (let index = queue.shift(); index !== undefined; index = queue.shift()) {
      const row = rows[index];
      if (row === undefined) continue;
      rows[index] = { ...row, state: 'running' };
      show();
      rows[index] = await applyToOne(parts, presetRequest(preset, save), row, context);
      show();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  if (context.signal.aborted) throw new AppError('rpc.cancelled');
  context.stage('done');
  return judgeRows(preset.name, rows);
}

async function applyToOne(
  parts: ApplyParts,
  request: SettingsRequest,
  row: SettingsRow,
  context: JobContext,
): Promise<SettingsRow> {
  const { portId, label } = row;
  if (context.signal.aborted) return { ...row, state: 'skipped' };
  try {
    refuseDuringOwnUpgrade(parts.unasked, portId);
    const changes = await withChannel(
      { ...parts, jobId: context.id },
      portId,
      'settings',
      context.signal,
      (channel) =>
        changeSettings(parts, channel, request, {
          ...{ portId, signal: context.signal, reason: 'preset', jobId: context.id },
        }),
    );
    context.event('setting.applied', { port: label, count: changes.length });
    return { ...row, ...changesOf(changes), state: stateOf(changes) };
  } catch (thrown) {
    const kept = parts.changes.ofJob(context.id, portId);
    if (context.signal.aborted && kept.length === 0) return { ...row, state: 'skipped' };
    const error = AppError.from(thrown);
    context.event('setting.failed', { port: label, error: error.code }, 'warning');
    return { ...row, ...changesOf(kept), state: 'failed', error: error.toData() };
  }
}

type Told = Pick<SettingChange, 'id' | 'deviceId' | 'name' | 'before' | 'after' | 'outcome' | 'answer'>;

function changesOf(changes: readonly Told[]): Pick<SettingsRow, 'deviceId' | 'changes'> {
  return {
    deviceId: changes[0]?.deviceId ?? null,
    changes: changes.map(({ id, name, before, after, outcome, answer }) => ({
      ...{ id, name, before: before.value, after: after.value, outcome },
      ...(answer === undefined ? {} : { answer }),
    })),
  };
}

function stateOf(changes: readonly Told[]): SettingsRow['state'] {
  const outcomes = new Set(changes.map(({ outcome }) => outcome));
  if (
    ['refused', 'notStored', 'noAnswer', 'begun'].some((bad) => [...outcomes].some((each) => each === bad))
  ) {
    return 'failed';
  }
  return outcomes.has('sentOnly') ? 'unproven' : 'done';
}

/** The evidence is what the job itself reported, row by row. */
function judgeRows(preset: string, rows: readonly SettingsRow[]): Verdict {
  const count = (state: SettingsRow['state']): number => rows.filter((row) => row.state === state).length;
  const [failed, unproven] = [count('failed'), count('unproven')];
  const total = rows.length;
  const verdict = (
    outcome: Verdict['outcome'],
    code: string,
    more: Verdict['params'],
    remedies: string[],
  ): Verdict => ({
    ...{ outcome, code, params: { preset, total, ...more }, domain: 'module', stage: 'done' },
    ...{ retry: failed > 0 ? 'later' : 'pointless', remedies, evidence: [] },
  });
  if (failed === total) return verdict('failed', 'settings.failed', {}, ['checkPort', 'tryAgain']);
  if (failed > 0) return verdict('failed', 'settings.partly', { failed }, ['checkPort', 'tryAgain']);
  if (unproven > 0) return verdict('unproven', 'settings.unproven', { unproven }, []);
  return verdict('succeeded', 'settings.applied', {}, []);
}
