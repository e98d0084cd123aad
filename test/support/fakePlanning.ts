/** Scripted answers of the planning service, for looking at its pages. Never shipped. */
import type { CoreHandlers } from '../../shared/contract/index.ts';
import type { Job } from '../../shared/contract/job.ts';
import type { Hop, HopsResult, Release, SecondCheckResult } from '../../shared/contract/planning.ts';
import { libfotaNames, libfotaOption, libfotaVersion } from '../../shared/domain/libfota.ts';
import { checkNames } from '../../shared/domain/packageNames.ts';
import { AppError } from '../../shared/errors.ts';
import { manifest } from './fakeData.ts';

export interface FakePlanningParts {
  readonly startJob: (kind: Job['kind'], title: Job['title'], stage: 'build' | 'verify') => Job;
  readonly endJob: (id: string, ok: boolean, code: string, result: Job['result']) => void;
  readonly showResult: (id: string, result: Job['result']) => void;
  readonly pause: (ms: number) => Promise<unknown>;
  /** A search that finds nothing. */
  readonly noWay: boolean;
}

const digest = (seed: number) => String(seed).repeat(64).slice(0, 64);
const release = (number: number): Release => ({
  fileName: `AirM2M_780E_V${number}_LTE_AT.binpkg`,
  sha256: digest(number),
  version: `AirM2M_780E_V${number}_LTE_AT`,
});

function fits(from: number, to: number, sizeBytes: number, reused = false): Hop {
  return {
    kind: 'fits',
    from: release(from),
    to: release(to),
    packageSha256: digest(from * 7 + to),
    sizeBytes,
    limits: [{ bytes: 480 * 1024, source: 'luat-formats 5.9' }],
    format: 'ec618-at',
    proofClass: 'formatKnown',
    reused,
  };
}

const tooLarge = (from: number, to: number, sizeBytes: number): Hop => ({
  kind: 'tooLarge',
  from: release(from),
  to: release(to),
  sizeBytes,
  limitBytes: 480 * 1024,
});

const steps = [
  tooLarge(1147, 1168, 612_480),
  tooLarge(1147, 1162, 498_004),
  fits(1147, 1155, 319_488),
  fits(1155, 1168, 402_176, true),
];

const base: HopsResult = {
  ...{ kind: 'hops', outcome: 'searching', format: 'ec618-at', from: release(1147), to: release(1168) },
  ...{ trying: null, tried: [], chain: [], considered: 0, skipped: [], instead: [] },
};

const found: HopsResult = {
  ...base,
  outcome: 'hops',
  tried: steps,
  chain: steps.slice(2),
  considered: 2,
  skipped: [
    { fileName: 'AirM2M_780EX_V1155_LTE_AT.binpkg', reason: 'otherProduct' },
    {
      fileName: 'notes.txt',
      reason: 'unreadable',
      error: new AppError('firmware.unknownFormat', {
        ...{ fileName: 'notes.txt', found: 'text', firstBytes: '6e 6f', supported: '.binpkg, .soc' },
      }).toData(),
    },
  ],
};

export function createFakePlanning(parts: FakePlanningParts): CoreHandlers['planning'] {
  let toolkit: { program: string; config: string } | null = {
    program: '/opt/fota/FotaToolkit',
    config: '/opt/fota/config/ec618.json',
  };
  const search = async (id: string) => {
    for (let count = 0; count <= steps.length; count += 1) {
      const next = steps[count];
      const trying = next === undefined ? null : { from: next.from, to: next.to };
      parts.showResult(id, { ...base, tried: steps.slice(0, count), trying, considered: count > 0 ? 2 : 0 });
      await parts.pause(900);
    }
    const none = {
      ...found,
      outcome: 'none',
      tried: steps.slice(0, 2),
      chain: [],
      instead: ['csdk-full'],
    } as const;
    const result: HopsResult = parts.noWay
      ? { ...none, tried: [...none.tried], chain: [], instead: [...none.instead] }
      : found;
    parts.endJob(id, !parts.noWay, `hops.${result.outcome}`, result);
  };
  const restore = async (id: string) => {
    const image = (name: string, ok: boolean) => ({
      ...{ name, newSha256: digest(5), restoredSha256: ok ? digest(5) : digest(6) },
      ...{
        result: ok ? ('equal' as const) : ('differs' as const),
        exitCode: 0,
        output: ok ? '' : 'SUCC: patch',
      },
    });
    const images = [image('ap', true), image('cp-demo-flash', !parts.noWay)];
    const about = {
      kind: 'secondCheck',
      packageSha256: manifest.sha256,
      program: toolkit?.program ?? '',
    } as const;
    const result: SecondCheckResult = { ...about, ok: false, images: images.slice(0, 1) };
    parts.showResult(id, result);
    await parts.pause(1500);
    const ok = !parts.noWay;
    parts.endJob(id, ok, ok ? 'secondCheck.equal' : 'secondCheck.differs', { ...result, ok, images });
  };
  return {
    hops() {
      const job = parts.startJob(
        'hops',
        { old: release(1147).fileName, new: release(1168).fileName },
        'build',
      );
      void search(job.id);
      return { jobId: job.id };
    },
    checkNames({ platform, naming, files = [] }) {
      const named = files.map((file) =>
        'kind' in file ? { name: manifest.fileName, sizeBytes: manifest.sizeBytes } : file,
      );
      const { name, version, sourceVersion, delta } = naming;
      const findings = checkNames(platform, {
        ...(name === undefined ? {} : { name }),
        ...(version === undefined ? {} : { version }),
        ...(sourceVersion === undefined ? {} : { sourceVersion }),
        ...(delta === undefined ? {} : { delta }),
        ...(named.length === 0 ? {} : { files: named }),
      });
      return {
        ok: findings.every(({ level }) => level !== 'error'),
        findings: findings.map((finding) => ({ ...finding, params: { ...finding.params } })),
        files: named,
      };
    },
    suggestNames: () => ({
      naming: { name: 'AirM2M_780E_LTE_AT', version: 'V1002', sourceVersion: 'V1001', delta: true },
      file: { name: manifest.fileName, sizeBytes: manifest.sizeBytes },
    }),
    composeLibfota({ client, url, project, board, core, version: script }) {
      const version = libfotaVersion(core, script);
      if (version === null) throw new AppError('planning.libfotaVersion', { core, version: script });
      const { name, aliases } = libfotaNames(project, board);
      const fileName = `${project}_${version}_LuatOS-SoC_${board}.bin`;
      return {
        client,
        name,
        aliases: [...aliases],
        version,
        fileName,
        url: null,
        option: libfotaOption(client, url),
      };
    },
    toolkit: () => ({ toolkit, formats: ['ec618-at', 'ec618-par', 'ec7xx-at', 'ec7xx'], mayChange: true }),
    setToolkit({ toolkit: given }) {
      toolkit =
        given === null
          ? null
          : { program: given.program, config: given.config ?? '/opt/fota/config/ec618.json' };
      return { toolkit };
    },
    secondCheck() {
      const job = parts.startJob('secondCheck', { package: manifest.fileName }, 'verify');
      void restore(job.id);
      return { jobId: job.id };
    },
  };
}
