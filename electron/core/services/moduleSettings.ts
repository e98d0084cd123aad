import type { SettingChange, SettingName, ShownSetting } from '../../../shared/contract/modem.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import type { JournalPort } from '../../../shared/domain/journalPort.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Devices } from '../devices/devices.ts';
import type { AtChannel } from '../modem/atChannel.ts';
import { type SettingValues, sameSetting, settingOrder, writeCommand } from '../modem/settingCommands.ts';
import { readSettings, type SettingsKeeper, writeSettings } from '../modem/settings.ts';
import { readModuleId } from '../modem/settingsModule.ts';
import { lendsKey } from '../settings/presets.ts';
import { masked, maskedText, type SettingChanges, type StoredChange } from '../settings/settingChanges.ts';
import type { Settings } from '../settings/settings.ts';

export interface ModuleSettingsParts {
  readonly journal: JournalPort;
  readonly clock: Clock;
  readonly devices: Devices;
  readonly settings: Settings;
  readonly changes: SettingChanges;
}

/** What to write; a project's key is named by the project. */
export interface SettingsRequest {
  readonly values: SettingValues;
  readonly keyOf?: string | undefined;
  readonly save: boolean;
}

export interface WriteContext {
  readonly portId: string;
  readonly reason: SettingChange['reason'];
  readonly signal: AbortSignal;
  readonly jobId?: string | undefined;
  readonly undoes?: string | undefined;
}

/** The values with the project's key in its place. Throws settings.noKey {project}, preset.keyNotForModule {platform}, settings.invalid, project.unknown. */
export async function withProjectKey(
  settings: Settings,
  { values, keyOf }: Pick<SettingsRequest, 'values' | 'keyOf'>,
): Promise<SettingValues> {
  if (keyOf === undefined) return values;
  if (values.KEY !== undefined)
    throw new AppError('settings.invalid', { name: 'KEY', reason: 'keyGivenTwice' });
  const { name, platform } = settings.project(keyOf);
  // A project can change its platform after a preset was made: the secret of another one has no business in a module.
  if (!lendsKey(platform)) throw new AppError('preset.keyNotForModule', { platform });
  const key = await settings.projectKey(keyOf);
  if (key === null) throw new AppError('settings.noKey', { project: name });
  return { ...values, KEY: key };
}

/**
 * Reads all settings, notes them on the device record, and shows what was only sent before where the module cannot read back.
 * Throws what reading throws.
 */
export async function showSettings(
  parts: ModuleSettingsParts,
  channel: AtChannel,
  portId: string,
  signal: AbortSignal,
): Promise<{ deviceId: string | null; settings: ShownSetting[]; changes: SettingChange[] }> {
  const deviceId = await readModuleId(channel, { signal });
  const values = await readSettings(channel, { signal });
  const stored = parts.changes.ofModule({ deviceId, portId });
  const settings: ShownSetting[] = [];
  for (const value of values) {
    if (value.source === 'unknown') settings.push(lastSent(stored, value.name) ?? value);
    else {
      const owner = value.name === 'KEY' ? await ownerOf(parts, value.value) : {};
      settings.push({ ...masked(value), ...owner, ...driftOf(stored, masked(value)) });
    }
  }
  note(parts, deviceId, portId, settings);
  return { deviceId, settings, changes: await describeChanges(parts.changes, stored) };
}

/** What was sent last, where nothing better is known. */
function lastSent(stored: readonly StoredChange[], name: SettingName): ShownSetting | undefined {
  const last = stored.find((change) => change.name === name && change.accepted);
  if (last === undefined) return undefined;
  return { name, value: last.sent, source: 'sentOnly', sentAtMs: last.atMs, saved: last.saved };
}

/** Whether a module lost what was read back of it when it was written. */
function driftOf(
  stored: readonly StoredChange[],
  { name, value }: ShownSetting,
): Pick<ShownSetting, 'drift'> {
  const last = stored.find((change) => change.name === name && change.outcome !== 'refused');
  if (last?.outcome !== 'stored' || sameSetting(name, value ?? '', last.sent)) return {};
  return { drift: last.saved ? 'savedLost' : 'unsavedGone' };
}

/** The project whose key the module holds: what a person wants to know of 32 characters. */
async function ownerOf(
  { settings }: ModuleSettingsParts,
  key: string | null,
): Promise<{ projectId?: string }> {
  if (key === null || key === '') return {};
  for (const { id, keyHint } of settings.state().projects) {
    if (keyHint !== null && (await settings.projectKey(id)) === key) return { projectId: id };
  }
  return {};
}

/**
 * Writes settings, keeping each old value before anything is sent. What was written before a failure stays in the list.
 *
 * @throws AppError settings.invalid, settings.noKey, settings.secretNotStored, modem.timeout, port.closed, rpc.cancelled
 */
export async function changeSettings(
  parts: ModuleSettingsParts,
  channel: AtChannel,
  request: SettingsRequest,
  context: WriteContext,
): Promise<SettingChange[]> {
  const values = await withProjectKey(parts.settings, request);
  for (const name of settingOrder) {
    const value = values[name];
    if (value !== undefined) writeCommand(name, value, request.save);
  }
  const deviceId = await readModuleId(channel, { signal: context.signal });
  const keeper = createKeeper(parts, { ...context, deviceId, save: request.save });
  try {
    await writeSettings(channel, values, request.save, { signal: context.signal, keeper });
  } finally {
    note(
      parts,
      deviceId,
      context.portId,
      keeper.kept().map(({ after }) => after),
    );
  }
  return describeChanges(parts.changes, keeper.kept());
}

function createKeeper(
  { journal, clock, changes }: ModuleSettingsParts,
  context: WriteContext & { readonly deviceId: string | null; readonly save: boolean },
): SettingsKeeper & { kept(): readonly StoredChange[] } {
  const { portId, deviceId, reason, undoes, jobId, save } = context;
  const kept: StoredChange[] = [];
  let current: string | null = null;
  const write = (event: string, params: Record<string, string>): void => {
    journal.append({
      ...{ kind: 'appEvent', event, params, portId },
      ...(jobId === undefined ? {} : { jobId }),
    });
  };
  return {
    kept: () => kept,
    async begin({ name, before, value }) {
      const change = await changes.begin({
        ...{ deviceId, portId, name, before, reason, undoes, jobId, saved: save },
        ...{ atMs: clock.wallMs(), sent: value },
      });
      current = change.id;
      write('setting.begun', { name, before: shown(change.before.value) });
    },
    end({ name, after, accepted, outcome, answer, seqs }) {
      if (current === null) return;
      const change = changes.end(current, { after, accepted, outcome, answer, evidence: seqs });
      current = null;
      kept.push(change);
      write('setting.written', {
        ...{ name, outcome },
        before: shown(change.before.value),
        after: shown(change.after.value ?? maskedText(name, change.sent)),
      });
    },
  };
}

function shown(value: string | null): string {
  return value === null ? '?' : value === '' ? '""' : value;
}

/**
 * Takes a change back: writes the old value as it was read, saved or not as the change was.
 *
 * @throws AppError settings.changeUnknown, settings.notUndoable {name, reason}, settings.otherModule {expected, found} and what
 * writing throws
 */
export async function undoChange(
  parts: ModuleSettingsParts,
  channel: AtChannel,
  undo: { readonly changeId: string; readonly tryEmpty: boolean },
  context: Omit<WriteContext, 'reason' | 'undoes'>,
): Promise<SettingChange> {
  const change = parts.changes.get(undo.changeId);
  const { name, saved, deviceId } = change;
  const { undo: state } = await describeChange(parts.changes, change);
  if (state !== 'possible' && !(state === 'emptyBefore' && undo.tryEmpty)) {
    throw new AppError('settings.notUndoable', { name, reason: state });
  }
  const found = await readModuleId(channel, { signal: context.signal });
  // Without an IMEI nothing but the port speaks for the module.
  if (found !== deviceId || (deviceId === null && context.portId !== change.portId)) {
    throw new AppError('settings.otherModule', { expected: deviceId ?? change.portId, found: found ?? '?' });
  }
  const value = (await parts.changes.oldValue(change)) ?? '';
  const [written] = await changeSettings(
    parts,
    channel,
    { values: { [name]: value }, save: saved },
    { ...context, reason: 'undo', undoes: change.id },
  );
  if (written === undefined) throw new AppError('settings.notUndoable', { name, reason: 'noOldValue' });
  if (written.outcome === 'stored' || written.outcome === 'sentOnly')
    parts.changes.undone(change.id, written.id);
  return written;
}

/** Changes with what an undo of each would do. */
export async function describeChanges(
  changes: SettingChanges,
  stored: readonly StoredChange[],
): Promise<SettingChange[]> {
  return Promise.all(stored.map((change) => describeChange(changes, change)));
}

async function describeChange(changes: SettingChanges, change: StoredChange): Promise<SettingChange> {
  const { undoneBy: _, ...told } = change;
  const undo = await undoStateOf(changes, change);
  const { name, before, saved } = change;
  const canSend = undo === 'possible' || undo === 'emptyBefore';
  return { ...told, undo, undoCommand: canSend ? writeCommand(name, before.value ?? '', saved) : null };
}

async function undoStateOf(changes: SettingChanges, change: StoredChange): Promise<SettingChange['undo']> {
  const { name, before, after, sent, outcome, undoneBy } = change;
  if (undoneBy !== undefined) return 'undone';
  if (outcome === 'refused') return 'unchanged';
  if (before.source !== 'readBack') return 'noOldValue';
  const old = before.value ?? '';
  const held = after.source === 'readBack' ? (after.value ?? '') : sent;
  if (name !== 'KEY' && sameSetting(name, held, old)) return 'unchanged';
  if (old === '') return 'emptyBefore';
  return (await changes.oldValue(change)) === null ? 'oldKeyGone' : 'possible';
}

/** The device record: what it holds now, or what was sent last. */
function note(
  { devices }: ModuleSettingsParts,
  deviceId: string | null,
  portId: string,
  values: readonly ShownSetting[],
): void {
  if (deviceId === null) return;
  devices.recordSeen({ id: deviceId, portId });
  devices.recordSettings(
    deviceId,
    values.map(({ name, value, source }) => ({ name, value, source })),
  );
}
