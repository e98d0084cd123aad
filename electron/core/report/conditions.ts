/** What a recording tells of the module and of what befell it, as dialect and knobs of a virtual module. */
import type { JournalRow } from '../../../shared/contract/journal.ts';
import type { Conditions } from '../../../shared/contract/report.ts';

type Found = Conditions['knobs'][number];
type Line = Extract<JournalRow, { kind: 'atLine' }>;

/** Most certain first: Luat's boot loader speaks Quectel's words too, so names of versions come before them. */
const dialects: readonly (readonly [string, RegExp])[] = [
  ['ec7xx-at', /AirM2M_\w*(?:780EP|780EPM|780EHV|780EHM|700E|8000)|\bEC71[68]/],
  ['ec618-at', /AirM2M_\w*780E|AirM2M_\w*600E|\bEC618\b/],
  ['uis8910-at', /AirM2M_\w*(?:720|724)|\b(?:UIS|RDA)8910/],
  ['luatos-log', /LuatOS@|\bI\/user\.|am_service_init/],
  ['quecthing', /\+QIOT(?:EVT|CFG|REG)/],
  ['onemo-lwm2m', /\+MIPL(?:EVENT|CREATE|OPEN)/],
  ['simcom-a76xx', /\bA76\d\d|\+CFOTA/],
  ['quectel-dfota', /\+QFOTADL|\+QIND: "FOTA"/],
];

/** @param knownDialects ids as `virtual.dialects` lists them: a name that begins like one of ours is that one */
export function findConditions(rows: readonly JournalRow[], knownDialects: readonly string[]): Conditions {
  const lines = rows.filter((row) => row.kind === 'atLine');
  const [dialect, dialectEvidence] = dialectIn(lines, knownDialects);
  const versions = lines.flatMap(({ text, direction, seq }) => {
    const version = direction === 'rx' ? /AirM2M_\w+/.exec(text)?.[0] : undefined;
    return version === undefined ? [] : [{ version, seq }];
  });
  const imei = lines.flatMap(({ text, direction }) =>
    direction === 'rx' ? (/(?<!\d)\d{15}(?!\d)/.exec(text)?.slice(0, 1) ?? []) : [],
  )[0];
  return {
    ...{ dialect, dialectEvidence, imei: imei ?? null },
    versionBefore: versions[0]?.version ?? null,
    versionAfter: versions.at(-1)?.version ?? null,
    knobs: [...portKnobs(rows), ...radioKnobs(lines), ...upgradeKnobs(lines, versions)],
  };
}

function dialectIn(lines: readonly Line[], known: readonly string[]): [string | null, number[]] {
  for (const [wanted, pattern] of dialects) {
    const said = lines.filter(({ text }) => pattern.test(text)).slice(0, 3);
    const dialect =
      known.find((id) => id === wanted) ?? known.find((id) => id.startsWith(wanted.split('-')[0] ?? wanted));
    if (said.length > 0 && dialect !== undefined) return [dialect, said.map(({ seq }) => seq)];
  }
  return [null, []];
}

function portKnobs(rows: readonly JournalRow[]): Found[] {
  const lost = rows.find((row) => row.kind === 'portEvent' && row.event === 'vanished');
  const lines = rows.filter((row) => row.kind === 'atLine');
  const typed = lines.filter(({ role }) => role === 'command');
  const echoed = lines.some(({ role }) => role === 'echo');
  return [
    ...(lost === undefined ? [] : [knob('usbDrop', true, 'portLost', lost.seq)]),
    ...(typed.length > 3 && !echoed ? [knob('echo', false, 'noEcho', typed[0]?.seq ?? 1)] : []),
  ];
}

function radioKnobs(lines: readonly Line[]): Found[] {
  const last = (pattern: RegExp) => {
    const row = lines.findLast(({ text, direction }) => direction === 'rx' && pattern.test(text));
    const found = row === undefined ? null : pattern.exec(row.text);
    return row === undefined || found === null ? null : { seq: row.seq, value: Number(found[1] ?? 0) };
  };
  const found: Found[] = [];
  const noSim = last(/^\s*(?:\+CPIN: SIM REMOVED|\+CME ERROR: ?10\s*$)/);
  if (noSim !== null) found.push(knob('sim', false, 'simMissing', noSim.seq));
  const registered = last(/\+C(?:E|G)?REG: ?\d,(\d)/);
  if (registered !== null && registered.value !== 1)
    found.push(knob('registration', registered.value, 'notRegistered', registered.seq));
  const attached = last(/\+CGATT: ?(\d)/);
  if (attached?.value === 0) found.push(knob('attached', false, 'notRegistered', attached.seq));
  const signal = last(/\+CSQ: ?(\d+)/);
  if (signal !== null) found.push(knob('signalRssi', signal.value, 'signal', signal.seq));
  return found;
}

/** Numbers of `+UPGRADEIND` and of the boot loader (at-commands 1.2, 1.3). */
function upgradeKnobs(
  lines: readonly Line[],
  versions: readonly { readonly version: string; readonly seq: number }[],
): Found[] {
  const found: Found[] = [];
  let percent = 0;
  for (const { text, seq } of lines) {
    const code = Number(/\+UPGRADEIND: ?(-?\d+)/.exec(text)?.[1] ?? Number.NaN);
    if (code >= 0) percent = code;
    // Either reading of a refusal ends alike; that the area is too small needs no second firmware to show it.
    if (code === -1003) {
      found.push(knob('fotaAreaBytes', 1000, 'refused', seq));
      found.push(knob('tooLarge', percent >= 100 ? 'afterDownload' : 'atOnce', 'refused', seq));
    }
    if (code === -1005) found.push(knob('flashWriteFails', true, 'storeFailed', seq));
    if (code < -1000 && code !== -1003 && code !== -1005 && percent > 0 && percent < 100)
      found.push(knob('breakAtPercent', percent, 'broken', seq));
    const applied = /"FOTA","END",(\d+)/.exec(text)?.[1];
    if (applied === undefined) continue;
    const after = versions.find((entry) => entry.seq > seq);
    if (applied !== '0') {
      found.push(knob('applyFails', after === undefined ? 'dead' : 'keepsOld', 'code', seq));
      found.push(knob('applyFailureCode', Number(applied), 'code', seq));
    } else if (after !== undefined && after.version === versions[0]?.version)
      found.push(knob('versionAfterReboot', 'old', 'oldAfterReboot', after.seq));
  }
  // The last time is what the recording ended with.
  return [...new Map(found.map((entry) => [entry.name, entry])).values()];
}

function knob(name: string, value: Found['value'], reason: string, seq: number): Found {
  return { name, value, reason, evidence: [seq] };
}
