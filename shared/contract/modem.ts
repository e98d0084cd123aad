/** One module behind a port: who it is, what it is set to, and a terminal to it. */
import { z } from 'zod';
import { method } from '../rpc/define.ts';

export const identitySchema = z.strictObject({
  /** Driver that fits best, text key below `driver.`; `unknown` where none does. */
  dialect: z.string(),
  /** Why it fits, text key below `driverReason.`; absent where it was forced. */
  dialectReason: z.string().optional(),
  /** The line that says so. */
  dialectEvidence: z.string().optional(),
  /** As the module wrote it, in answer to ATI or to what its family has instead. */
  version: z.string(),
  model: z.string().optional(),
  chip: z.string().optional(),
  imei: z.string().optional(),
  iccid: z.string().optional(),
  sim: z.enum(['ready', 'absent', 'locked', 'unknown']),
  /** 0 idle, 1 home, 2 searching, 3 denied, 4 unknown, 5 roaming (27.007). */
  registration: z.number().int().optional(),
  attached: z.boolean().optional(),
  /** dBm from AT+CSQ; absent when the module answers 99. */
  signalDbm: z.number().optional(),
});
export type ModuleIdentity = z.infer<typeof identitySchema>;

export const settingNameSchema = z.enum(['URL', 'KEY', 'AUTO', 'PERIOD']);
export type SettingName = z.infer<typeof settingNameSchema>;

/** A setting and how sure Airdock is of it. */
export const settingValueSchema = z.strictObject({
  name: settingNameSchema,
  value: z.string().nullable(),
  source: z.enum(['readBack', 'sentOnly', 'unknown']),
});
export type SettingValue = z.infer<typeof settingValueSchema>;

/** What became of one written setting. */
export const settingOutcomeSchema = z.enum([
  /** Read back as it was sent. Whether it outlives a restart shows only after one. */
  'stored',
  /** The module said OK and holds something else. */
  'notStored',
  /** The module said OK and cannot read back. */
  'sentOnly',
  'refused',
  /** No answer to the command, and the value could not be read back either. */
  'noAnswer',
  /** Sent or about to be; Airdock ended before it knew more. */
  'begun',
]);
export type SettingOutcome = z.infer<typeof settingOutcomeSchema>;

/** Whether a change can be taken back: the old value is written as it was read. Text keys below `settingUndo.`. */
export const settingUndoSchema = z.enum([
  'possible',
  /** The old value was not readable: there is nothing to go back to. */
  'noOldValue',
  /** It was empty before, and how to clear a value is not documented. */
  'emptyBefore',
  /** The module kept what it had. */
  'unchanged',
  'undone',
  /** The old key is no longer in the secret store. */
  'oldKeyGone',
]);

/** One written setting, as the undo list keeps it. Of a KEY only the last four characters are told. */
export const settingChangeSchema = z.strictObject({
  id: z.string(),
  /** IMEI; null when the module told none. */
  deviceId: z.string().nullable(),
  portId: z.string(),
  atMs: z.number(),
  name: settingNameSchema,
  before: settingValueSchema,
  /** What was asked for. */
  sent: z.string(),
  after: settingValueSchema,
  saved: z.boolean(),
  /** The module said OK. */
  accepted: z.boolean(),
  outcome: settingOutcomeSchema,
  /** What the module said when it refused. */
  answer: z.string().optional(),
  reason: z.enum(['form', 'preset', 'undo']),
  /** The change that this one took back. */
  undoes: z.string().optional(),
  jobId: z.string().optional(),
  undo: settingUndoSchema,
  /** The line that an undo sends; null where there is none. A key in it is masked. */
  undoCommand: z.string().nullable(),
  /** Journal rows of the command and its answer. */
  evidence: z.array(z.number().int()),
});
export type SettingChange = z.infer<typeof settingChangeSchema>;

/** A setting as the form shows it. Of a KEY only the last four characters are told. */
export const shownSettingSchema = settingValueSchema.extend({
  /** `sentOnly` from an earlier write: when, and whether it was saved. */
  sentAtMs: z.number().optional(),
  saved: z.boolean().optional(),
  /** KEY: the project whose key this is. */
  projectId: z.string().optional(),
  /**
   * The module holds something else than it did when Airdock wrote it last; text keys below `settingDrift.`. A saved value must
   * outlive a restart, one that was not saved is expected to be gone.
   */
  drift: z.enum(['savedLost', 'unsavedGone']).optional(),
});
export type ShownSetting = z.infer<typeof shownSettingSchema>;

const portRef = { portId: z.string() };
const settingValuesSchema = z.partialRecord(settingNameSchema, z.string().max(4096));
/** What to write. The key of a project never passes through a door: it is named by the project. */
const settingsToWrite = {
  values: settingValuesSchema,
  /** KEY is this project's key; instead of `values.KEY`. */
  keyOf: z.string().optional(),
  save: z.boolean(),
};

export const modemService = {
  identify: method(
    'Asks the module who it is and how its network stands.',
    z.strictObject(portRef),
    identitySchema,
  ),
  send: method(
    'Sends one AT line and waits for its final answer. Throws modem.orderBreaksUpgrade {portId, command} where it would break an upgrade that the module is at.',
    z.strictObject({
      ...portRef,
      command: z.string().min(1).max(4096),
      timeoutMs: z.number().int().min(100).max(180_000).optional(),
    }),
    z.strictObject({
      lines: z.array(z.string()),
      final: z.enum(['ok', 'error', 'cmeError']),
      code: z.string().optional(),
      tookMs: z.number(),
    }),
  ),
  readSettings: method(
    'Reads URL, KEY, AUTO and PERIOD where the dialect can.',
    z.strictObject(portRef),
    z.array(settingValueSchema),
  ),
  settings: method(
    'Reads the settings for the form, notes them on the device record, and lists the changes that can be taken back.',
    z.strictObject(portRef),
    z.strictObject({
      deviceId: z.string().nullable(),
      settings: z.array(shownSettingSchema),
      changes: z.array(settingChangeSchema),
    }),
  ),
  settingChanges: method(
    'The last changes of a module, newest first; asks no module. By IMEI, or by the port that it was last seen at.',
    z.strictObject({ deviceId: z.string().optional(), portId: z.string().optional() }),
    z.array(settingChangeSchema),
  ),
  previewSettings: method(
    'The exact lines that `writeSettings` would send (each ends with CR), and warnings (text keys below `setting.`).',
    z.strictObject({
      ...settingsToWrite,
      /** The module that would be written to: a virtual one reaches this computer's own addresses. */
      portId: z.string().optional(),
      /** What the module holds, where that is known: a short PERIOD matters only against a platform. */
      current: settingValuesSchema.optional(),
    }),
    z.strictObject({
      commands: z.array(z.string()),
      warnings: z.array(z.strictObject({ name: settingNameSchema, code: z.string() })),
    }),
  ),
  writeSettings: method(
    'Reads the old value, sends, reads back, and keeps all three. `save: false` is forgotten by the module at its next reboot. A setting once begun is carried to its read-back, even when the caller goes away. Throws modem.ownUpgradeRuns {portId} while the module is at an upgrade that no job follows.',
    z.strictObject({ ...portRef, ...settingsToWrite }),
    z.array(settingChangeSchema),
  ),
  undoSetting: method(
    'Writes the old value of a change as it was read, saved or not as the change was. Refuses another module than the one that was changed, and one that is at an upgrade (modem.ownUpgradeRuns).',
    z.strictObject({
      ...portRef,
      changeId: z.string(),
      /** Also tries an empty value, which no document promises; the read-back tells whether it worked. */
      tryEmpty: z.boolean().optional(),
    }),
    settingChangeSchema,
  ),
} as const;
