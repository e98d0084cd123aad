/** Scripted settings, presets and the cloud side, for looking at their pages without a core. Part of fakeCore. */
import type { CoreHandlers } from '../../shared/contract/index.ts';
import type { SettingChange, ShownSetting } from '../../shared/contract/modem.ts';
import { planUpload } from '../../shared/domain/cloudPlan.ts';
import { readImeiList } from '../../shared/domain/imeiList.ts';
import { AppError } from '../../shared/errors.ts';
import * as data from './fakeData.ts';

const imei = '862000000000015';

const settings: ShownSetting[] = [
  { name: 'KEY', value: '••••x7Qf', source: 'readBack', projectId: 'p1' },
  { name: 'AUTO', value: '1', source: 'readBack' },
  { name: 'PERIOD', value: '86400', source: 'readBack' },
  { name: 'URL', value: null, source: 'unknown' },
];

const change: SettingChange = {
  id: 'c1',
  deviceId: imei,
  portId: 'virtual:1',
  atMs: Date.UTC(2026, 4, 2, 9, 30),
  name: 'PERIOD',
  before: { name: 'PERIOD', value: '3600', source: 'readBack' },
  sent: '86400',
  after: { name: 'PERIOD', value: '86400', source: 'readBack' },
  saved: true,
  accepted: true,
  outcome: 'stored',
  reason: 'form',
  undo: 'possible',
  undoCommand: 'AT+UPGRADE="PERIOD",3600',
  evidence: [],
};

type Modem = CoreHandlers['modem'];
export const fakeModuleSettings: Pick<Modem, 'settings' | 'settingChanges' | 'undoSetting'> = {
  settings: () => ({ deviceId: imei, settings, changes: [change] }),
  settingChanges: () => [change],
  undoSetting: () => ({ ...change, id: 'c2', reason: 'undo', undoes: 'c1' }),
};

export const fakeProjectFiles: Pick<
  CoreHandlers['settings'],
  'suggestProjects' | 'exportProjects' | 'importProjects'
> = {
  suggestProjects: () => [
    { name: 'Air7XXE标准模块', seenChip: 'EC618' },
    { name: 'Air7XXF标准模块', seenChip: null },
    { name: 'Air72XUX标准模块', seenChip: null },
  ],
  exportProjects: () => ({ fileName: 'projects.airdock.json', text: '{}\n', withheld: [] }),
  importProjects: () => ({ added: [], matched: [], presetsAdded: 0, presetsKnown: 0, keysMissing: [] }),
};

export const fakePresets: CoreHandlers['presets'] = {
  all(_params, sink) {
    sink.snapshot([{ id: 's1', projectId: 'p1', name: 'Field', useKey: true, period: '86400', auto: '1' }]);
    return () => undefined;
  },
  save: (preset) => ({ ...preset, id: preset.id ?? 's2' }),
  remove: () => ({ ok: true }),
  preview: () => ({ commands: ['AT+UPGRADE="KEY","••••x7Qf",1'], warnings: [] }),
  apply() {
    throw new AppError('rpc.internal', { reason: 'scripted' });
  },
};

export const fakeCloud: CoreHandlers['cloud'] = {
  plan: () => planUpload({ platform: 'openluat', fields: {} }, data.manifest),
  devices: () => [
    {
      ...{ imei, luhn: true, model: 'Air780E', version: data.oldVersion },
      ...{ lastSeenMs: Date.UTC(2026, 4, 2, 9, 30), connected: true, portId: 'virtual:1' },
    },
  ],
  readImeis: ({ text }) => readImeiList(text),
  saveImeis: ({ path }) => ({ path, count: 0 }),
  imeis: () => [],
  setImeis: ({ imeis }) => imeis,
};
