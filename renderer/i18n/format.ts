/** Numbers, sizes and times as people read them; the same in both languages unless said. */

const kib = 1024;

/** `812 B`, `56.5 KiB`, `2.41 MiB`; what the modules' documents call KB is 1024 bytes. */
export function formatBytes(bytes: number): string {
  if (bytes < kib) return `${bytes} B`;
  if (bytes < kib * kib) return `${trim(bytes / kib, 1)} KiB`;
  return `${trim(bytes / kib / kib, 2)} MiB`;
}

/** A size and its limit in the unit of the limit: `312`, `480`, `KiB`. Rounded so that what is over never looks as if it fitted. */
export function formatFill(
  bytes: number,
  limitBytes: number,
): { readonly used: string; readonly limit: string; readonly unit: string } {
  const [size, unit] =
    limitBytes < kib ? [1, 'B'] : limitBytes < kib * kib ? [kib, 'KiB'] : [kib * kib, 'MiB'];
  const digits = unit === 'MiB' ? 2 : unit === 'KiB' ? 1 : 0;
  const limit = trim(limitBytes / size, digits);
  const near = trim(bytes / size, digits);
  // 480.04 of 480 is not 480 of 480.
  const used = bytes > limitBytes && near === limit ? (bytes / size).toFixed(digits + 2) : near;
  return { used, limit, unit };
}

/** `57,812` */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

/** `56.5 KiB/s` */
export function formatRate(bytesPerS: number): string {
  return `${formatBytes(Math.round(bytesPerS))}/s`;
}

/** `0:07`, `12:30`, `1:02:03` */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const tail = `${pad(minutes % 60, hours > 0 ? 2 : 1)}:${pad(seconds % 60)}`;
  return hours > 0 ? `${hours}:${tail}` : tail;
}

/** `420 ms`, `3.4 s`, `2:05` */
export function formatTook(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${trim(ms / 1000, 1)} s`;
  return formatDuration(ms);
}

/** Local time of day with milliseconds: `14:03:07.250`. */
export function formatClock(wallMs: number): string {
  const date = new Date(wallMs);
  const hms = [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => pad(part)).join(':');
  return `${hms}.${pad(date.getMilliseconds(), 3)}`;
}

/** Time since a start: `+0.000`, `+75.250`; seconds, so that differences are easy to see. */
export function formatOffset(ms: number): string {
  const sign = ms < 0 ? '−' : '+';
  return `${sign}${(Math.abs(ms) / 1000).toFixed(3)}`;
}

/** Date and time of day to the minute, ISO order in both languages: `2026-11-20 14:03`. */
export function formatDateTime(wallMs: number): string {
  const date = new Date(wallMs);
  const day = [date.getFullYear(), pad(date.getMonth() + 1), pad(date.getDate())].join('-');
  return `${day} ${pad(date.getHours())}:${pad(date.getMinutes())}`;
}

/** `0x00824000` */
export function formatAddress(address: number): string {
  return `0x${address.toString(16).padStart(8, '0')}`;
}

/** First 12 digits of a digest: enough to compare by eye. */
export function shortDigest(sha256: string): string {
  return sha256.slice(0, 12);
}

/** `97.6%` */
export function formatShare(share: number): string {
  return `${trim(share * 100, 1)}%`;
}

function trim(value: number, digits: number): string {
  return value.toFixed(digits).replace(/\.0+$/, '');
}

function pad(value: number, width = 2): string {
  return String(value).padStart(width, '0');
}
