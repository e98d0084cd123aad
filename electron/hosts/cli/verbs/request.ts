/** `request FORM --server URL`: a client's request, byte for byte, to any server; and what its answer means. */
import {
  type OtaExchange,
  type OtaField,
  type OtaFinding,
  otaFieldSchema,
  otaFormIdSchema,
} from '../../../../shared/contract/otaClient.ts';
import type { Translate } from '../../../../shared/domain/texts/translate.ts';
import { integer, text, texts } from '../arguments.ts';
import { bytes } from '../format.ts';
import { readKey } from '../readKey.ts';
import { UsageError } from '../usage.ts';
import type { Verb, VerbContext } from '../verb.ts';

const marks = { good: '+', info: ' ', warning: '!', error: 'x' } as const;

export function findingLines(t: Translate, findings: readonly OtaFinding[]): string[] {
  return findings.map(({ level, code, params }) => `${marks[level]} ${t(`otaFinding.${code}`, params)}`);
}

async function fieldsOf({ args }: VerbContext): Promise<Partial<Record<OtaField, string>>> {
  const fields: Partial<Record<OtaField, string>> = {};
  for (const name of ['imei', 'mac', 'uid'] as const) {
    const value = text(args, name);
    if (value !== undefined) fields[name] = value;
  }
  const key = await readKey(args);
  if (key !== undefined) fields.key = key;
  for (const word of texts(args, 'field')) {
    const at = word.indexOf('=');
    const name = otaFieldSchema.safeParse(word.slice(0, Math.max(at, 0)));
    if (!name.success)
      throw new UsageError('badChoice', {
        name: 'field',
        value: word,
        allowed: otaFieldSchema.options.join(', '),
      });
    fields[name.data] = word.slice(at + 1);
  }
  return fields;
}

function exchangeLines(
  t: Translate,
  { connectedTo, request, answer, body, ending, durationMs }: OtaExchange,
): string[] {
  const { host, port } = connectedTo;
  return [
    t('cli.request.sent', { host, port, bytes: bytes(request.sizeBytes) }),
    ...indented(request.text),
    ...(answer === null ? [] : [`${t('cli.request.answer')}:`, ...indented(answer.head)]),
    t('cli.request.body', {
      ...{ bytes: bytes(body.sizeBytes), sha256: body.sha256, ms: Math.round(durationMs) },
      ending: t(`cli.request.ending.${ending}`),
    }),
    ...(body.encoding === 'text' && body.kept !== '' ? indented(body.kept) : []),
  ];
}

function indented(block: string): string[] {
  return block
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => `    ${line}`);
}

async function listForms({ core, output, t }: VerbContext): Promise<0> {
  const forms = await core.otaClient.forms({});
  const width = Math.max(...forms.map(({ id }) => id.length)) + 2;
  output.result({ forms }, [
    `${t('cli.request.forms').padEnd(width)}${t('cli.request.needs')}`,
    ...forms.map(
      ({ id, needs, takes }) =>
        `${id.padEnd(width)}${[...needs, ...takes.map((name) => `[${name}]`)].join(' ')}`,
    ),
  ]);
  return 0;
}

export const request: Verb = {
  name: 'request',
  takes: '[FORM]',
  positionals: [0, 1],
  options: {
    server: { type: 'string', value: 'URL' },
    imei: { type: 'string', value: 'IMEI' },
    mac: { type: 'string', value: 'MAC' },
    uid: { type: 'string', value: 'UID' },
    key: { type: 'string', value: 'KEY|-' },
    field: { type: 'string', value: 'NAME=VALUE', multiple: true },
    timeout: { type: 'string', value: 'MS' },
    keep: { type: 'string', value: 'BYTES' },
    bytes: { type: 'boolean' },
  },
  async run(context) {
    const { args, core, output, signal, t } = context;
    const [word] = args.positionals;
    if (word === undefined) return listForms(context);
    const form = otaFormIdSchema.safeParse(word);
    if (!form.success)
      throw new UsageError('badAction', { value: word, allowed: otaFormIdSchema.options.join(', ') });
    const url = text(args, 'server');
    if (url === undefined) throw new UsageError('missingOption', { name: '--server' });
    const timeoutMs = integer(args, 'timeout', 1, 3_600_000);
    const keepBytes = integer(args, 'keep', 0, 1_048_576);
    const sent = await core.otaClient.send(
      {
        ...{ form: form.data, url, fields: await fieldsOf(context) },
        ...(timeoutMs === undefined ? {} : { timeoutMs }),
        ...(keepBytes === undefined ? {} : { keepBytes }),
      },
      { signal },
    );
    const { exchange, findings } = sent;
    const raw = [exchange.request.text, exchange.answer?.head ?? '', exchange.body.kept];
    output.result(
      { ...sent },
      args.options['bytes'] === true
        ? raw
        : [...exchangeLines(t, exchange), '', ...findingLines(t, findings)],
    );
    return findings.some(({ level }) => level === 'error') ? 1 : 0;
  },
};
