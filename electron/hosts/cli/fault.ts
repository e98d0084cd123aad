/** `--fault KIND[=VALUE][,device=ID][,package=SHA256][,skip=N][,times=N]` to a fault of the OTA server. */
import {
  type OtaFaultEffect,
  type OtaFaultInput,
  otaFaultEffectSchema,
  otaFaultInputSchema,
} from '../../../shared/contract/otaFault.ts';
import { UsageError } from './usage.ts';

/** The field that takes the value of each kind; undefined: it takes none. */
const fieldOf: Readonly<Record<OtaFaultEffect['kind'], string | undefined>> = {
  delay: 'ms',
  slowHeader: 'ms',
  throttle: 'bytesPerSecond',
  cut: 'afterBytes',
  wrongLength: 'byBytes',
  ignoreRange: undefined,
  chunked: undefined,
  status: 'status',
  empty: undefined,
  building: 'minutes',
  corrupt: 'atByte',
  redirect: 'location',
};
const kinds = otaFaultEffectSchema.options.map((option) => option.shape.kind.value);

/** Reads one value of `--fault`. Throws UsageError badFault {word, problem, kinds}. */
export function readFault(word: string): OtaFaultInput {
  const [first = '', ...rest] = word.split(/,(?=(?:device|package|skip|times)=)/);
  const [name, value] = cutAtEquals(first);
  const kind = kinds.find((known) => known === name);
  if (kind === undefined) throw badFault(word, name);
  const field = fieldOf[kind];
  const effect = { kind, ...(field === undefined ? {} : { [field]: numeric(field, value) }) };
  const match: Record<string, unknown> = {};
  for (const [key, given] of rest.map(cutAtEquals)) {
    if (key === 'device') match['deviceId'] = given;
    else if (key === 'package') match['packageSha256'] = given;
    else match[key] = Number(given);
  }
  const read = otaFaultInputSchema.safeParse({ effect, ...match });
  if (read.success) return read.data;
  throw badFault(
    word,
    read.error.issues.map(({ path: [part, inner] }) => typed(kind, part, inner)).join(', '),
  );
}

/** What is wrong, as it is typed: `cut=afterBytes`, `device`. */
function typed(kind: string, part: PropertyKey | undefined, inner: PropertyKey | undefined): string {
  if (part === 'effect') return inner === undefined ? kind : `${kind}=${String(inner)}`;
  if (part === 'deviceId') return 'device';
  return part === 'packageSha256' ? 'package' : String(part);
}

function cutAtEquals(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

/** An empty value is no number; the schema says which field it misses. */
function numeric(field: string, value: string): number | string | undefined {
  if (field === 'location') return value;
  return value.trim() === '' ? undefined : Number(value);
}

function badFault(word: string, problem: string): UsageError {
  return new UsageError('badFault', { word, problem, kinds: kinds.join(', ') });
}
