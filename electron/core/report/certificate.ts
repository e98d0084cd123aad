/** One upgrade to print: a page that needs nothing but itself. */
import type { JournalRow } from '../../../shared/contract/journal.ts';
import type { UpgradeRow } from '../../../shared/contract/report.ts';
import { wordsOf } from './matchesRecorded.ts';

export interface CertificateParts {
  readonly language: 'zh-CN' | 'en';
  readonly upgrade: UpgradeRow;
  /** The rows that the verdict quotes. */
  readonly proof: readonly JournalRow[];
  /** The verdict in words. */
  readonly verdict: string;
  readonly outcome: string;
  readonly way: string;
  readonly operator: string;
  readonly version: string;
  readonly nowMs: number;
  /** Words below `certificate.` and `certificateSource.`. */
  readonly say: (key: string, params?: Readonly<Record<string, string | number | boolean>>) => string;
}

/** No script, no address, no picture: what is printed today is printed the same in ten years. */
export function certificateHtml(parts: CertificateParts): string {
  const { say, upgrade, language } = parts;
  const word = (key: string): string => escapeHtml(say(`certificate.${key}`));
  const unknown = say('certificate.unknown');
  const time = timeOf(language);
  const facts: readonly (readonly [string, string])[] = [
    ['imei', upgrade.imei ?? unknown],
    ['from', upgrade.from ?? unknown],
    ['to', upgrade.to ?? unknown],
    ['package', upgrade.packageSha256 ?? unknown],
    ['way', parts.way],
    ['started', time(upgrade.startedAtMs)],
    ['ended', time(upgrade.startedAtMs + upgrade.durationMs)],
    ['duration', say('certificate.seconds', { seconds: (upgrade.durationMs / 1000).toFixed(1) })],
    ['operator', parts.operator],
  ];
  const made = say('certificate.madeBy', { version: parts.version, time: time(parts.nowMs) });
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${word('title')} ${escapeHtml(upgrade.imei ?? upgrade.jobId)}</title>
<style>${style}</style></head>
<body><h1>${word('title')}</h1>
<p class="verdict ${upgrade.outcome}"><strong>${escapeHtml(parts.outcome)}</strong> ${escapeHtml(parts.verdict)}</p>
<table class="facts">${facts.map(([key, value]) => `<tr><th>${word(key)}</th><td>${escapeHtml(value)}</td></tr>`).join('\n')}</table>
<h2>${word('proof')}</h2>
<table class="proof"><thead><tr>${['row', 'time', 'source', 'words'].map((key) => `<th>${word(key)}</th>`).join('')}</tr></thead>
<tbody>${parts.proof.map((row) => proofRow(row, say, time)).join('\n')}</tbody></table>
<p class="sign"><span>${word('operator')}</span><span>${word('signature')}</span></p>
<footer>${escapeHtml(made)}</footer></body></html>
`;
}

function proofRow(row: JournalRow, say: CertificateParts['say'], time: (ms: number) => string): string {
  const cells = [String(row.seq), time(row.wallMs), say(`certificateSource.${sourceOf(row)}`)];
  const words = inWords(row, say).trim().slice(0, 500);
  return `<tr>${cells.map((text) => `<td>${escapeHtml(text)}</td>`).join('')}<td><code>${escapeHtml(words)}</code></td></tr>`;
}

/** Codes of our own in the reader's language; what others said as they said it. */
function inWords(row: JournalRow, say: CertificateParts['say']): string {
  if (row.kind === 'httpResponse') return `${row.status} ${row.reason} ${say(row.decision)}`;
  if (row.kind === 'jobEvent') return say(`event.${row.event}`, row.params);
  return wordsOf(row);
}

function sourceOf(row: JournalRow): string {
  if (row.kind === 'atLine' || row.kind === 'serialBytes') return row.direction === 'rx' ? 'module' : 'host';
  if (row.kind === 'httpRequest') return 'module';
  return row.kind === 'httpResponse' || row.kind === 'serverEvent' ? 'server' : 'airdock';
}

/** With its zone, so that it means the same everywhere. */
function timeOf(language: string): (ms: number) => string {
  const format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
    ...{ second: '2-digit', hour12: false, timeZoneName: 'longOffset' },
  });
  return (ms) => format.format(ms);
}

function escapeHtml(text: string): string {
  const signs: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (sign) => signs[sign] ?? '');
}

const style = `@page{size:A4;margin:18mm}body{font:11pt/1.5 "Noto Sans CJK SC","Microsoft YaHei","PingFang SC",system-ui,sans-serif;color:#111;background:#fff;max-width:174mm;margin:auto;padding:8mm 4mm}
h1{font-size:18pt;margin:0 0 6mm}h2{font-size:12pt;margin:8mm 0 2mm}.verdict{border-left:1.5mm solid #8a5a00;padding:2mm 4mm;background:#f6f6f4}
.verdict.succeeded{border-color:#1a7f4b}.verdict.failed{border-color:#b3261e}table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:1mm 2mm;border-bottom:.2mm solid #bbb;overflow-wrap:anywhere}
.facts th{width:42mm;font-weight:600}.proof{font-size:9pt}.proof th,.proof td:nth-child(-n+3){white-space:nowrap}code{font:9pt ui-monospace,Consolas,monospace;white-space:pre-wrap}
.sign{display:flex;gap:20mm;margin-top:18mm}.sign span{flex:1;border-top:.2mm solid #111;padding-top:1mm}footer{margin-top:8mm;font-size:8pt;color:#555}tr{break-inside:avoid}`;
