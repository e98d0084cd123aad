import { describe, expect, it } from 'vitest';
import { changeDraft, type Draft, emptyDraft, fileRefFromText, fileRefToText } from './draft.ts';
import { hashFromRoute, type Route, routeFromHash } from './route.ts';

const full: Draft = {
  project: 'p1',
  old: { kind: 'path', path: 'C:\\固件 1\\a&b=c.binpkg' },
  new: { kind: 'upload', id: '0123456789abcdef0123456789abcdef' },
  oldVersion: 'AirM2M_780E_V1001_LTE_AT',
  newVersion: 'V 2?#',
  format: 'ec618-par',
  buildJob: 'job-1',
  hopsJob: 'job-3',
  folder: 'D:\\releases & more',
  releases: [
    { kind: 'upload', id: 'a'.repeat(32) },
    { kind: 'demo', name: 'b.binpkg' },
  ],
  package: 'f'.repeat(64),
  port: 'serial:/dev/ttyUSB0',
  way: 'serial',
  bring: 'plan',
  raw: { kind: 'path', path: '/包/a b.simpkg' },
  rawName: 'a b.simpkg',
  url: 'ftp://user:p@ss@host/a?b=c&d',
  target: 'EC800KCNLCR01A02M04',
  driver: 'quectel-dfota',
  offers: 'refuse',
  acceptUnknown: true,
  follow: true,
  component: 'MCU 1',
  componentVersion: '1.0.0',
  imagePath: '/镜像/a b.bin',
  declare: false,
  advertise: 'ota.example.com',
  saveUrl: true,
  override: '客户要求 100%',
  job: 'job-2',
  many: true,
  settingsJob: 'j7',
  tour: true,
};

describe('the hash', () => {
  it('brings the whole route back', () => {
    const route: Route = {
      page: 'upgrade',
      step: 5,
      section: null,
      seq: 42,
      file: { kind: 'demo', name: 'a.soc' },
      shown: 'e'.repeat(64),
      draft: full,
    };
    expect(routeFromHash(hashFromRoute(route))).toEqual(route);
  });

  it('is short while nothing is chosen', () => {
    expect(
      hashFromRoute({
        ...{ page: 'home', step: 1, section: null, seq: null, file: null, shown: null },
        draft: emptyDraft,
      }),
    ).toBe('#/home');
  });

  it('names the part of the server page', () => {
    const route = { ...routeFromHash(''), page: 'server', section: 'requests' } as const;
    expect(hashFromRoute(route)).toBe('#/server/requests');
    expect(routeFromHash('#/server/requests')).toEqual(route);
    expect(routeFromHash('#/home/requests').section).toBeNull();
  });

  it('names the job of which the timeline shows its part', () => {
    const route = routeFromHash('#/timeline/job-7');
    expect(route).toMatchObject({ page: 'timeline', section: 'job-7' });
    expect(hashFromRoute(route)).toBe('#/timeline/job-7');
    expect(routeFromHash('#/upgrade/3').section).toBeNull();
  });

  it.each(['', '#', '#/nowhere', '#/upgrade/9', '#/upgrade/x?seq=-1&old=ftp:x&format=zip&way=pigeon'])(
    'that makes no sense (%s) counts as nothing chosen',
    (hash) => {
      const route = routeFromHash(hash);
      expect(route.step).toBe(1);
      expect(route.seq).toBeNull();
      expect(route.draft).toEqual(emptyDraft);
    },
  );
});

describe('a file as text', () => {
  it.each([
    { kind: 'demo', name: 'a.binpkg' } as const,
    { kind: 'path', path: '/x/y:z' } as const,
    { kind: 'upload', id: 'a'.repeat(32) } as const,
    { kind: 'package', sha256: 'b'.repeat(64) } as const,
  ])('$kind comes back', (ref) => expect(fileRefFromText(fileRefToText(ref))).toEqual(ref));
});

describe('changing a choice', () => {
  it('drops the build and the upgrade of other files', () => {
    const next = changeDraft(full, { old: { kind: 'demo', name: 'other' } });
    expect(next).toMatchObject({ buildJob: null, hopsJob: null, package: null, job: null });
    // The releases that a person has are the same for another pair.
    expect(next).toMatchObject({ folder: full.folder, releases: full.releases });
  });

  it('keeps everything when the same file is chosen again', () => {
    expect(changeDraft(full, { old: { ...(full.old ?? { kind: 'demo', name: '' }) } })).toEqual(full);
  });

  it('drops the upgrade and the reason when the module changes, and keeps the package', () => {
    const next = changeDraft(full, { port: 'virtual:1' });
    expect(next).toMatchObject({ job: null, override: '', package: full.package });
  });

  it('goes back to packages when firmware is chosen, and keeps what another vendor brought', () => {
    const next = changeDraft(full, { new: { kind: 'demo', name: 'other' } });
    expect(next).toMatchObject({ bring: 'package', raw: full.raw, url: full.url });
    expect(changeDraft(full, { port: 'virtual:1' }).bring).toBe('plan');
  });

  it('drops a forced driver with its module and its way', () => {
    expect(changeDraft(full, { port: 'virtual:1' }).driver).toBeNull();
    expect(changeDraft(full, { bring: 'url' }).driver).toBeNull();
    expect(changeDraft(full, { target: 'V3' }).driver).toBe('quectel-dfota');
  });

  it('takes a job that is chosen on purpose', () => {
    expect(changeDraft(full, { port: 'virtual:1', job: 'job-9' }).job).toBe('job-9');
  });
});
