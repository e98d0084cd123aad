/**
 * An in-memory core with scripted answers, for looking at the window without the real one. Never shipped.
 * Longer than usual: one handler per contract member and the script of a whole upgrade.
 */
import { explainPaste } from '../../electron/core/explain/explainPaste.ts';
import { explainRows } from '../../electron/core/explain/explainRows.ts';
import type { DeviceDetail, DeviceSummary } from '../../shared/contract/devices.ts';
import type { CoreHandlers } from '../../shared/contract/index.ts';
import type { Job, JobState, Progress } from '../../shared/contract/job.ts';
import type { JournalEntry, JournalRow } from '../../shared/contract/journal.ts';
import type { ServerStatus } from '../../shared/contract/otaServer.ts';
import type { PackageManifest } from '../../shared/contract/package.ts';
import type { PortInfo } from '../../shared/contract/port.ts';
import type { Preferences, Project, SettingsState } from '../../shared/contract/settings.ts';
import type { Stage } from '../../shared/contract/verdict.ts';
import { AppError } from '../../shared/errors.ts';
import type { TopicSink } from '../../shared/rpc/define.ts';
import * as data from './fakeData.ts';
import { fakeDecisions, fakeOneNet, fakeOtaClient } from './fakeDesk.ts';
import { createFakeJournalIndex } from './fakeJournalIndex.ts';
import { createFakePlanning } from './fakePlanning.ts';
import { fakeReport } from './fakeReport.ts';
import { fakeCloud, fakeModuleSettings, fakePresets, fakeProjectFiles } from './fakeSettings.ts';
import { createFakeTerminal } from './fakeTerminal.ts';

export interface FakeOptions {
  readonly preferences: Preferences;
  /** With ports, a package, projects and ended jobs; else as on the first day. */
  readonly lived: boolean;
  readonly outcome: 'succeeded' | 'failed';
  /** Scripted pauses are divided by this. */
  readonly speed: number;
  /** Stops the upgrade in the middle of its download, for pictures. */
  readonly hold: boolean;
}

/** One value with subscribers, each told the whole value. */
function createValue<T>(start: T) {
  let value = start;
  const sinks = new Set<TopicSink<T, T>>();
  return {
    get: () => value,
    set(next: T) {
      value = next;
      for (const sink of sinks) sink.change(next);
    },
    follow(sink: TopicSink<T, T>) {
      sink.snapshot(value);
      sinks.add(sink);
      return () => sinks.delete(sink);
    },
  };
}

/** A list with subscribers, each told what changed. */
function createList<T, C>(items: T[]) {
  const sinks = new Set<TopicSink<T[], C>>();
  return {
    items,
    tell(change: C) {
      for (const sink of sinks) sink.change(change);
    },
    follow(sink: TopicSink<T[], C>) {
      sink.snapshot([...items]);
      sinks.add(sink);
      return () => sinks.delete(sink);
    },
  };
}

type JobChange = { kind: 'jobChanged'; job: Job } | { kind: 'jobRemoved'; id: string };
type PortChange = { kind: 'portChanged'; port: PortInfo } | { kind: 'portRemoved'; id: string };
type PackageChange =
  | { kind: 'packageAdded'; manifest: PackageManifest }
  | { kind: 'packageRemoved'; sha256: string };

const done = { ok: true } as const;

export function createFakeCore(options: FakeOptions): CoreHandlers {
  const settings = createValue<SettingsState>({
    preferences: options.preferences,
    projects: options.lived
      ? [
          {
            id: 'p1',
            name: 'Smart meter 2026',
            platform: 'openluat',
            fields: {},
            keyHint: 'x7Qf',
            notes: '',
          },
          { id: 'p2', name: 'Tracker', platform: 'own', fields: {}, keyHint: null, notes: '' },
        ]
      : [],
    secretsIn: 'file',
  });
  const jobs = createList<Job, JobChange>([]);
  const ports = createList<PortInfo, PortChange>(options.lived ? [...data.serialPorts] : []);
  const packages = createList<PackageManifest, PackageChange>(options.lived ? [data.manifest] : []);
  const server = createValue<ServerStatus>({ state: 'stopped' });
  const rows: JournalRow[] = [];
  const tails = new Set<(row: JournalRow) => void>();
  const versions = new Map<string, string>();
  let counter = 0;

  function write(entry: JournalEntry): number {
    const row = {
      ...entry,
      seq: rows.length + 1,
      wallMs: Date.now(),
      monoMs: performance.now(),
    } as JournalRow;
    rows.push(row);
    for (const tail of tails) tail(row);
    return row.seq;
  }

  function putJob(job: Job): void {
    const at = jobs.items.findIndex((known) => known.id === job.id);
    if (at < 0) jobs.items.push(job);
    else jobs.items[at] = job;
    jobs.tell({ kind: 'jobChanged', job });
  }

  function getJob(id: string): Job {
    const job = jobs.items.find((known) => known.id === id);
    if (job === undefined) throw new AppError('job.unknown', { id });
    return job;
  }

  function setState(id: string, state: JobState, more: Partial<Job> = {}): void {
    putJob({ ...getJob(id), ...more, state });
  }

  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms / options.speed));
  const cancelled = (id: string) => getJob(id).state.phase !== 'running';

  async function runBuild(id: string, manifest: PackageManifest): Promise<void> {
    for (let percent = 0; percent <= 100; percent += 4) {
      await pause(110);
      if (cancelled(id)) return;
      const total = 1_725_440;
      const phase = percent < 70 ? 'build' : 'prove';
      const progress: Progress = {
        phase,
        done: (total * percent) / 100,
        total,
        unit: 'bytes',
        ratePerS: 612_000,
        ...(percent > 20 ? { etaMs: (100 - percent) * 30 } : {}),
      };
      setState(id, { phase: 'running', stage: 'build', progress });
    }
    if (!packages.items.some((known) => known.sha256 === manifest.sha256)) {
      packages.items.push(manifest);
      packages.tell({ kind: 'packageAdded', manifest });
    }
    setState(
      id,
      {
        phase: 'ended',
        endedAtMs: Date.now(),
        verdict: {
          outcome: 'succeeded',
          code: 'delta.proved',
          params: {},
          domain: 'airdock',
          stage: 'done',
          retry: 'pointless',
          remedies: [],
          evidence: [],
        },
      },
      { result: { kind: 'delta', packageSha256: manifest.sha256 } },
    );
  }

  async function runUpgrade(id: string, portId: string): Promise<void> {
    const at = (direction: 'tx' | 'rx', text: string, role: 'command' | 'response' | 'final' | 'urc') =>
      write({ kind: 'atLine', direction, text, role, jobId: id, portId });
    const ask = async (command: string, ...answers: string[]) => {
      const seqs = [at('tx', command, 'command')];
      await pause(90);
      for (const answer of answers) seqs.push(at('rx', answer, 'response'));
      at('rx', 'OK', 'final');
      return seqs;
    };
    const enter = async (stage: Stage, phase: string, progress?: Partial<Progress>) => {
      setState(id, {
        phase: 'running',
        stage,
        ...(progress === undefined ? {} : { progress: { phase, done: 0, unit: 'steps', ...progress } }),
      });
      write({
        kind: 'jobEvent',
        event: 'job.stage',
        params: { stage, phase },
        level: 'info',
        jobId: id,
      });
      await pause(260);
    };
    const port = server.get().state === 'running' ? 48210 : 48210;
    const url = `http://127.0.0.1:${port}/f/k3v9/u.bin`;
    write({ kind: 'portEvent', event: 'leaseTaken', owner: 'upgrade', jobId: id, portId });
    await enter('identify', 'upgrade.identifying');
    await ask('ATI', data.oldVersion);
    await ask('AT+CGSN', '866250060000017');
    await ask('AT+CEREG?', '+CEREG: 0,1');
    startServer(port);
    write({ kind: 'serverEvent', event: 'published', detail: '/f/k3v9/u.bin', jobId: id });
    await enter('configure', 'upgrade.configuring');
    await ask('AT+UPGRADE="URL"', '+UPGRADE:URL,http://iot.openluat.com/api/site/firmware_upgrade');
    await ask(`AT+UPGRADE="URL","${url}",1`);
    await enter('request', 'upgrade.requesting');
    await ask('AT+UPGRADE');
    const head = `GET /f/k3v9/u.bin HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close`;
    const asked = write({
      kind: 'httpRequest',
      exchangeId: 'x1',
      remote: '127.0.0.1:52044',
      method: 'GET',
      target: '/f/k3v9/u.bin',
      head,
      jobId: id,
    });
    const count = async (stage: Stage, phase: string, line: (percent: number) => string) => {
      for (let percent = 0; percent <= 100; percent += 10) {
        if (options.hold && stage === 'download' && percent > 60) await new Promise(() => {});
        setState(id, {
          phase: 'running',
          stage,
          progress: { phase, done: percent, total: 100, unit: 'percent' },
        });
        if (percent > 0) at('rx', line(percent), 'urc');
        await pause(170);
        if (cancelled(id)) return;
      }
    };
    await enter('download', 'upgrade.downloading');
    await count('download', 'upgrade.downloading', (percent) => `+UPGRADEIND: ${percent}`);
    write({
      kind: 'httpResponse',
      exchangeId: 'x1',
      status: 200,
      reason: 'OK',
      bodyBytes: data.manifest.sizeBytes,
      sentBytes: data.manifest.sizeBytes,
      durationMs: 1840,
      complete: true,
      decision: 'wholeFile',
      jobId: id,
    });
    await enter('verify', 'upgrade.verifying');
    if (options.outcome === 'failed') {
      const bad = at('rx', '+UPGRADEIND: -1003', 'urc');
      const again = await ask('ATI', data.oldVersion);
      return finish(id, 'failed', [asked, bad, ...again.slice(1)]);
    }
    await enter('reboot', 'upgrade.rebooting');
    write({ kind: 'portEvent', event: 'vanished', jobId: id, portId });
    await pause(500);
    write({ kind: 'portEvent', event: 'returned', jobId: id, portId });
    at('rx', "^boot.rom'v'!\\n", 'urc');
    at('rx', '+QIND: "FOTA","START"', 'urc');
    await enter('apply', 'upgrade.applying');
    await count('apply', 'upgrade.applying', (percent) => `+QIND: "FOTA","UPDATING",${percent}`);
    const end = at('rx', '+QIND: "FOTA","END",0', 'urc');
    await enter('reconnect', 'upgrade.reconnecting');
    at('rx', 'RDY', 'urc');
    await enter('versionCheck', 'upgrade.checkingVersion');
    versions.set(portId, data.newVersion);
    const told = await ask('ATI', data.newVersion);
    await enter('restore', 'upgrade.restoring');
    finish(id, 'succeeded', [asked, end, ...told.slice(1)]);
  }

  function finish(id: string, outcome: 'succeeded' | 'failed', evidence: number[]): void {
    const ended = data.endedJob(id, outcome, evidence);
    const state = ended.state.phase === 'ended' ? { ...ended.state, endedAtMs: Date.now() } : ended.state;
    if (state.phase === 'ended') write({ kind: 'jobEnded', verdict: state.verdict, jobId: id });
    setState(id, state, { result: ended.result });
  }

  function startServer(port: number): ServerStatus {
    const current = server.get();
    if (current.state === 'running') return current;
    const status: ServerStatus = {
      state: 'running',
      port,
      addresses: [
        { address: '192.168.1.42', interfaceName: 'eth0', loopback: false },
        { address: '127.0.0.1', interfaceName: 'lo', loopback: true },
      ],
      publications: [
        {
          id: 'k3v9',
          path: '/f/k3v9/u.bin',
          packageSha256: data.manifest.sha256,
          fileName: data.manifest.fileName,
          sizeBytes: data.manifest.sizeBytes,
          requests: 1,
          sentBytes: data.manifest.sizeBytes,
          lastRequestAtMs: Date.now(),
        },
      ],
    };
    write({ kind: 'serverEvent', event: 'started', detail: `:${port}` });
    server.set(status);
    return status;
  }

  function startJob(kind: Job['kind'], title: Job['title'], stage: Stage): Job {
    counter += 1;
    const job: Job = {
      id: `job-${counter}`,
      kind,
      title,
      createdAtMs: Date.now(),
      state: { phase: 'running', stage },
      resources: [],
      guarded: kind === 'upgrade',
    };
    putJob(job);
    return job;
  }

  const nameOf = (ref: { kind: string; name?: string; path?: string } | undefined) =>
    ref === undefined ? '-' : (ref.name ?? ref.path ?? 'upload.binpkg');
  const versionOf = (portId: string) => versions.get(portId) ?? data.oldVersion;

  if (options.lived) {
    putJob(data.endedJob('job-past-1', 'succeeded', [3, 9]));
    putJob(data.endedJob('job-past-2', 'failed', [3, 9]));
  }

  const devices = options.lived ? data.devices : [];
  const deviceOf = (id: string): DeviceDetail => {
    const found = devices.find((device) => device.id === id);
    if (found === undefined) throw new AppError('device.unknown', { id });
    return found;
  };
  const summaryOf = ({ versions, settings, upgrades, ...summary }: DeviceDetail): DeviceSummary => summary;
  const changePort = (id: string, change: Partial<PortInfo>): PortInfo => {
    const at = ports.items.findIndex((port) => port.id === id);
    const known = ports.items[at];
    if (known === undefined) throw new AppError('port.unknown', { id });
    const port = { ...known, ...change };
    ports.items[at] = port;
    ports.tell({ kind: 'portChanged', port });
    return port;
  };
  return {
    report: fakeReport,
    explain: {
      paste: ({ text }) => explainPaste(text),
      job: () => explainRows(rows),
      session: () => explainRows(rows),
    },
    app: {
      info: () => data.info,
      doctor: () => [
        { name: 'node', state: 'ok', detail: '24.21.0' },
        { name: 'dataFolder', state: 'ok', detail: '/home/lin/.airdock' },
        { name: 'ports', state: 'ok', detail: '3', ofPorts: true },
        {
          name: 'serialAccess',
          state: 'problem',
          detail: '/dev/ttyACM0',
          advice: { code: 'notInGroup', params: { group: 'dialout', user: 'lin' } },
          ofPorts: true,
        },
        {
          name: 'portDrivers',
          state: 'problem',
          detail: '2c7c:6005 (1-3.2)',
          advice: {
            code: 'driverNewIdLinux',
            params: { usb: '2c7c:6005', vendor: '2c7c', product: '6005', driver: 'option' },
          },
          ofPorts: true,
        },
        {
          name: 'portServices',
          state: 'warning',
          detail: 'ModemManager',
          advice: { code: 'modemManager', params: {} },
          ofPorts: true,
        },
        { name: 'network', state: 'ok', detail: '192.168.1.42 (eth0)' },
        { name: 'secrets', state: 'warning', detail: '/home/lin/.airdock/secrets' },
      ],
      pickFile: () => ({ file: null, name: null }),
      reveal: () => done,
    },
    presets: fakePresets,
    cloud: fakeCloud,
    settings: {
      ...fakeProjectFiles,
      state: (_params, sink) => settings.follow(sink),
      setPreferences(patch) {
        const now = settings.get();
        const preferences = { ...now.preferences, ...(patch as Partial<Preferences>) };
        settings.set({ ...now, preferences });
        return preferences;
      },
      saveProject(input) {
        const now = settings.get();
        const project: Project = {
          id: input.id ?? `p${now.projects.length + 1}`,
          name: input.name,
          platform: input.platform,
          fields: input.fields ?? {},
          keyHint: input.key === undefined || input.key === '' ? null : input.key.slice(-4),
          notes: input.notes ?? '',
        };
        const others = now.projects.filter((known) => known.id !== project.id);
        settings.set({ ...now, projects: [...others, project] });
        return project;
      },
      removeProject({ id }) {
        const now = settings.get();
        settings.set({ ...now, projects: now.projects.filter((known) => known.id !== id) });
        return done;
      },
    },
    firmware: {
      async inspect({ file, version }) {
        await pause(300);
        if (nameOf(file).includes('unknown')) {
          throw new AppError('firmware.unknownFormat', {
            fileName: nameOf(file),
            found: 'JPEG',
            expected: 'binpkg, soc',
          });
        }
        return data.inspection(nameOf(file), version);
      },
      async compare() {
        await pause(400);
        return data.comparison;
      },
    },
    delta: {
      async options({ new: fresh }) {
        await pause(300);
        if (nameOf(fresh).includes('EC718')) return data.ec7xxOptions;
        return nameOf(fresh).endsWith('.soc') ? data.luatosOptions : data.formatOptions;
      },
      async estimate() {
        await pause(300);
        return data.estimates;
      },
      build({ old, new: fresh, format }) {
        const job = startJob('delta', { old: nameOf(old), new: nameOf(fresh) }, 'build');
        if (nameOf(fresh).includes('huge')) setState(job.id, endedState(false, 'job.error'), data.tooLarge);
        else void runBuild(job.id, data.manifestOf(format));
        return { jobId: job.id };
      },
      verify: () => {
        throw new AppError('rpc.internal', { reason: 'scripted' });
      },
      apply: () => {
        throw new AppError('rpc.internal', { reason: 'scripted' });
      },
    },
    planning: createFakePlanning({
      startJob,
      endJob: (id, ok, code, result) =>
        setState(id, endedState(ok, code), result === undefined ? {} : { result }),
      showResult: (id, result) => setState(id, getJob(id).state, result === undefined ? {} : { result }),
      pause,
      noWay: options.outcome === 'failed',
    }),
    packages: {
      all: (_params, sink) => packages.follow(sink),
      get: () => data.manifest,
      add: () => data.manifest,
      checkTarget: () => done,
      save: ({ path }) => ({ path, sizeBytes: data.manifest.sizeBytes }),
      remove({ sha256 }) {
        packages.items.splice(0);
        packages.tell({ kind: 'packageRemoved', sha256 });
        return done;
      },
    },
    onenet: fakeOneNet,
    otaClient: fakeOtaClient,
    otaServer: {
      ...fakeDecisions,
      status: (_params, sink) => server.follow(sink),
      start: ({ port }) => startServer(port ?? 48210),
      stop() {
        server.set({ state: 'stopped' });
        return done;
      },
      publish({ sha256 }) {
        const status = startServer(48210);
        const manifest = packages.items.find((known) => known.sha256 === sha256);
        if (manifest === undefined || status.state !== 'running')
          throw new AppError('package.unknown', { sha256 });
        const { fileName, sizeBytes } = manifest;
        const id = 'p7w2';
        const path = `/f/${id}/${fileName}`;
        const publication = {
          id,
          path,
          packageSha256: sha256,
          fileName,
          sizeBytes,
          requests: 0,
          sentBytes: 0,
        };
        server.set({ ...status, publications: [...status.publications, publication] });
        return publication;
      },
      unpublish: () => done,
    },
    ports: {
      all: (_params, sink) => ports.follow(sink),
      refresh: () => ports.items,
      addPath({ path }) {
        throw new AppError('port.unknown', { id: path });
      },
      removePath: () => done,
      release: () => done,
      name: ({ id, nickname }) => changePort(id, { nickname }),
      setRole: ({ id, role }) =>
        changePort(id, {
          role:
            role === 'auto'
              ? { guess: 'unknown', reason: 'plainUart', certainty: 'guess' }
              : { guess: role, reason: 'chosen', certainty: 'chosen' },
        }),
      setReopen: ({ id, reopen }) => changePort(id, { reopen }),
      setLines: ({ id, dtr, rts }) => changePort(id, { lines: { dtr: dtr ?? true, rts: rts ?? true } }),
      choose: () => done,
    },
    devices: {
      all(_params, sink) {
        sink.snapshot(devices.map(summaryOf));
        return () => undefined;
      },
      get: ({ id }) => ({ ...deviceOf(id), otaServer: null }),
      describe: ({ id, nickname, notes }) =>
        summaryOf({
          ...deviceOf(id),
          ...(nickname === undefined ? {} : { nickname }),
          ...(notes === undefined ? {} : { notes }),
        }),
      liftBan: ({ id }) => summaryOf({ ...deviceOf(id), ban: null }),
      forget: () => done,
    },
    modem: {
      async identify({ portId }) {
        await pause(500);
        return data.identity(versionOf(portId));
      },
      async send({ portId, command }) {
        write({ kind: 'atLine', direction: 'tx', text: command, role: 'command', portId });
        await pause(200);
        const lines = command === 'ATI' ? [versionOf(portId)] : command === 'AT+CSQ' ? ['+CSQ: 24,0'] : [];
        for (const text of lines) write({ kind: 'atLine', direction: 'rx', text, role: 'response', portId });
        const bad = command.startsWith('AT+X');
        write({
          kind: 'atLine',
          direction: 'rx',
          text: bad ? '+CME ERROR: 58' : 'OK',
          role: 'final',
          portId,
        });
        return { lines, final: bad ? 'cmeError' : 'ok', tookMs: 200 };
      },
      readSettings: () => [],
      previewSettings: ({ values, save }) => ({
        commands: Object.entries(values).map(
          ([name, value]) => `AT+UPGRADE="${name}","${value}"${save ? '' : ',1'}`,
        ),
        warnings: [],
      }),
      writeSettings: () => [],
      ...fakeModuleSettings,
    },
    upgrade: {
      async preflight({ portId }) {
        await pause(700);
        return data.preflight(versionOf(portId), 48210);
      },
      start({ portId }) {
        const job = startJob('upgrade', { from: data.oldVersion, to: data.newVersion }, 'prepare');
        void runUpgrade(job.id, portId);
        return { jobId: job.id };
      },
      follow({ portId }) {
        const job = startJob('upgrade', { from: data.oldVersion, to: data.newVersion }, 'prepare');
        void runUpgrade(job.id, portId);
        return { jobId: job.id };
      },
      answerOffer: () => done,
      skipWait: () => done,
      drivers: () => [{ id: 'luat-at', ways: ['http', 'cloud'], needsConfirm: false, setsUrl: true }],
    },
    jobs: {
      all: (_params, sink) => jobs.follow(sink),
      get: ({ id }) => getJob(id),
      cancel({ id }) {
        const job = data.endedJob(id, 'failed', []);
        if (job.state.phase !== 'ended') return done;
        const verdict = {
          ...job.state.verdict,
          outcome: 'cancelled' as const,
          code: 'upgrade.cancelledBeforeStart',
          domain: 'person' as const,
          remedies: [],
        };
        setState(id, { phase: 'ended', endedAtMs: Date.now(), verdict });
        return done;
      },
      remove({ id }) {
        jobs.items.splice(
          jobs.items.findIndex((job) => job.id === id),
          1,
        );
        jobs.tell({ kind: 'jobRemoved', id });
        return done;
      },
    },
    journal: {
      tail({ jobId, portId, without, last }, sink) {
        const fits = (row: JournalRow) =>
          (jobId === undefined || row.jobId === jobId) &&
          (portId === undefined || row.portId === portId) &&
          !(without ?? []).includes(row.kind);
        sink.snapshot({ rows: rows.filter(fits).slice(-last), lastSeq: rows.length });
        const tail = (row: JournalRow) => {
          if (fits(row)) sink.change({ kind: 'rows', rows: [row] });
        };
        tails.add(tail);
        return () => tails.delete(tail);
      },
      read: ({ fromSeq, limit }) => ({
        rows: rows.filter((row) => row.seq >= fromSeq).slice(0, limit),
        lastSeq: rows.length,
      }),
      ...createFakeJournalIndex(rows, (tell) => {
        tails.add(tell);
        return () => tails.delete(tell);
      }),
    },
    terminal: createFakeTerminal(),
    virtual: {
      async create({ firmware }) {
        await pause(300);
        counter += 1;
        const port = data.virtualPort(counter);
        versions.set(port.id, /AirM2M_780E_V\d+_LTE_AT/.exec(nameOf(firmware))?.[0] ?? data.oldVersion);
        ports.items.push(port);
        ports.tell({ kind: 'portChanged', port });
        return port;
      },
      remove({ portId }) {
        ports.items.splice(
          ports.items.findIndex((port) => port.id === portId),
          1,
        );
        ports.tell({ kind: 'portRemoved', id: portId });
        return done;
      },
      dialects: () => data.dialects,
      knobs: () => ({ dialect: 'ec618-at', values: {} }),
      setKnobs: ({ knobs }) => ({ dialect: 'ec618-at', values: knobs }),
      attachPty: () => ({ path: '/dev/pts/4' }),
      attachTcp: ({ port }) => ({ host: '127.0.0.1', port: port ?? 40_001 }),
      outside: () => ({ pty: null, tcp: null }),
      stats: () => ({
        httpRequests: 1,
        httpBodyBytes: data.manifest.sizeBytes,
        serialPackageBytes: 0,
        boots: 2,
        lastRefusal: null,
      }),
    },
  };
}

function endedState(ok: boolean, code: string): JobState {
  return {
    phase: 'ended',
    endedAtMs: Date.now(),
    verdict: {
      ...{ outcome: ok ? 'succeeded' : 'failed', code, params: { count: 2, images: 2 }, domain: 'airdock' },
      ...{ stage: 'done', retry: 'pointless', remedies: [], evidence: [] },
    },
  };
}
