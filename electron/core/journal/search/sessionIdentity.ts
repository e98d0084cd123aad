import type { JournalRow } from '../../../../shared/contract/journalRow.ts';

export interface Identity {
  imei?: string;
  model?: string;
  version?: string;
}

const imeiPattern = /(?<!\d)\d{15}(?!\d)/;

/**
 * What a row says of the module: the answers to AT+CGSN, AT+CGMM and AT+CGMR (27.007), the `imei` of a request, what a job has
 * identified.
 * @param asked the command before it in its session
 */
export function identityIn(row: JournalRow, asked: string | undefined): Identity | null {
  switch (row.kind) {
    case 'atLine':
      return row.role === 'response' && asked !== undefined ? inAnswer(row.text, asked) : null;
    case 'httpRequest':
      return some('imei', /[?&]imei=(\d{15})(?!\d)/i.exec(row.target)?.[1]);
    case 'jobEvent':
      return inParams(row.params);
    default:
      return null;
  }
}

function inAnswer(text: string, asked: string): Identity | null {
  const command = /^AT\+?([A-Z]+)/i.exec(asked)?.[1]?.toUpperCase();
  const value = text.replace(/^\+?[A-Z]+:\s*/i, '').replace(/^"|"$/g, '');
  if (command === 'CGSN' || command === 'GSN') return some('imei', imeiPattern.exec(value)?.[0]);
  if (command === 'CGMM' || command === 'GMM') return some('model', short(value));
  if (command === 'CGMR' || command === 'GMR') return some('version', short(value));
  return null;
}

function inParams(params: Readonly<Record<string, unknown>>): Identity | null {
  const found: Identity = {};
  for (const name of ['imei', 'model', 'version'] as const) {
    const value = params[name];
    if (typeof value === 'string' && value !== '') found[name] = value;
  }
  return Object.keys(found).length === 0 ? null : found;
}

const short = (value: string): string | undefined => (value === '' || value.length > 128 ? undefined : value);

function some(name: keyof Identity, value: string | undefined): Identity | null {
  return value === undefined ? null : { [name]: value };
}
