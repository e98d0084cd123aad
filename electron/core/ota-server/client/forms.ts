/**
 * The requests that clients really send, byte for byte (platform-apis 1.2, 1.7, 1.8, 2.2, 2.5, 5.1, 5.3). The order of the
 * parameters and the oddities are the point: no URL encoding, no `?`, a query twice, lines that end in a bare LF.
 * Longer than usual: a table.
 */
import type { OtaField, OtaFormId } from '../../../../shared/contract/otaClient.ts';
import { encodeTokenValue } from '../tokens/onenetToken.ts';

export type Fields = Readonly<Partial<Record<OtaField, string>>>;

/** What a form makes of the fields; the server's address is put in later. */
export interface Composed {
  readonly method: 'GET' | 'POST';
  /** After the authority; starts with `/` unless the form is odd. */
  readonly target: string;
  /** In their order, `Host` and all: `name: value` as written. */
  readonly headers: readonly string[];
  readonly body?: string;
  readonly lineEnd?: '\n' | '\r\n';
  readonly httpVersion?: '1.0' | '1.1';
}

/** The address given by the person. */
export interface Address {
  /** `host:port`, the port always printed, as LuatOS does. */
  readonly host: string;
  /** Path and query of the URL; `/` where it had none. */
  readonly path: string;
}

export type Dialect = 'openluat' | 'turnkey' | 'wififota' | 'onenet' | 'fuse' | 'file';

export interface OtaForm {
  readonly id: OtaFormId;
  readonly dialect: Dialect;
  /** `|` separates alternatives of which one is needed. */
  readonly needs: readonly string[];
  readonly takes: readonly OtaField[];
  compose(fields: Fields, address: Address): Composed;
}

const site = '/api/site/firmware_upgrade';
const who = 'imei|mac|uid';
const openluatNeeds = ['key', who, 'firmware', 'version'] as const;

/** As LuatOS writes it since the end of 2025. */
const luatHeaders = ({ host }: Address, fields: Fields, ...more: string[]): string[] => [
  'Connection: Close',
  `Host: ${host}`,
  ...rangeLine(fields),
  ...more,
];
const rangeLine = ({ range }: Fields): string[] => (range === undefined ? [] : [`Range: ${range}`]);
const idOf = (fields: Fields): string => {
  const kind = (['imei', 'mac', 'uid'] as const).find((name) => fields[name] !== undefined) ?? 'imei';
  return `${kind}=${fields[kind] ?? ''}`;
};
const of = (fields: Fields, name: OtaField, otherwise = ''): string => fields[name] ?? otherwise;
/** The person's own path when the URL has one, else the platform's. */
const at = (path: string, otherwise: string): string => (path === '/' ? otherwise : path);

function openluat(
  id: OtaFormId,
  query: (fields: Fields) => string,
  more: Partial<Omit<OtaForm, 'compose'>> & { headers?: (address: Address, fields: Fields) => string[] } = {},
): OtaForm {
  const { headers = luatHeaders, ...rest } = more;
  return {
    ...{ id, dialect: 'openluat', needs: openluatNeeds, takes: ['range'], ...rest },
    compose: (fields, address) => ({
      method: 'GET',
      target: `${at(address.path, site)}?${query(fields)}`,
      headers: headers(address, fields),
    }),
  };
}

const what = (fields: Fields): string =>
  `firmware_name=${of(fields, 'firmware')}&version=${of(fields, 'version')}`;
const old2023 = (fields: Fields): string =>
  `project_key=${of(fields, 'key')}&${idOf(fields)}&device_key=${of(fields, 'deviceKey')}&${what(fields)}`;
const libfota2Query = (fields: Fields): string =>
  `${idOf(fields)}&project_key=${of(fields, 'key')}&${what(fields)}`;
/** Range always, from the first request on; its header order is random, this is one of them. */
const alwaysRange =
  (connection: string) =>
  ({ host }: Address, fields: Fields): string[] => [
    `Host: ${host}`,
    `Range: ${of(fields, 'range', 'bytes=0-')}`,
    connection,
  ];

const openluatForms: readonly OtaForm[] = [
  openluat('libfota', (fields) => `project_key=${of(fields, 'key')}&${what(fields)}&${idOf(fields)}`),
  openluat('libfota2023', old2023, { takes: ['range', 'deviceKey'] }),
  openluat('socketDemo', old2023, {
    takes: ['range', 'deviceKey'],
    headers: ({ host }, fields) => [
      `Host: ${host}`,
      ...rangeLine(fields),
      'Accept: application/octet-stream',
    ],
  }),
  openluat('libfota2', libfota2Query),
  {
    ...{ id: 'libfota2Glued', dialect: 'openluat', needs: openluatNeeds, takes: ['range'] },
    compose: (fields, address) => ({
      method: 'GET',
      target: `${at(address.path, '/upgrade')}${libfota2Query(fields)}`,
      headers: luatHeaders(address, fields),
    }),
  },
  openluat('libfota2Doubled', (fields) => `${libfota2Query(fields)}?${libfota2Query(fields)}`),
  {
    ...{ id: 'verbatim', dialect: 'openluat', needs: [], takes: ['range'] },
    compose: (fields, address) => ({
      method: 'GET',
      target: address.path,
      headers: luatHeaders(address, fields),
    }),
  },
  openluat(
    'luat8910',
    (fields) =>
      `project_key=${of(fields, 'key')}&${idOf(fields)}&firmware_name=${of(fields, 'firmware')}&core_version=${of(fields, 'core')}&dfota=1&version=${of(fields, 'version')}${of(fields, 'redirect') === '1' ? '&need_oss_url=1' : ''}`,
    {
      needs: [...openluatNeeds, 'core'],
      takes: ['range', 'redirect'],
      headers: alwaysRange('Connection: short'),
    },
  ),
  openluat(
    'luat8955',
    (fields) => `${old2023(fields)}${of(fields, 'redirect') === '1' ? '&need_oss_url=1' : ''}`,
    {
      takes: ['range', 'deviceKey', 'redirect'],
      headers: ({ host }, fields) => [`Host: ${host}`, ...rangeLine(fields), 'Connection: close'],
    },
  ),
  openluat(
    'csdk8910',
    (fields) =>
      `project_key=${of(fields, 'key')}&${idOf(fields)}&device_key=&firmware_name=${of(fields, 'firmware')}&core_version=${of(fields, 'core')}&dfota=1&version=${of(fields, 'version')}`,
    { needs: [...openluatNeeds, 'core'] },
  ),
  openluat('csdkEc', old2023, { takes: ['range'] }),
  openluat('csdkEcFull', old2023, {
    takes: ['range'],
    headers: alwaysRange('Accept: application/octet-stream'),
  }),
  {
    ...{ id: 'absolute', dialect: 'openluat', needs: openluatNeeds, takes: ['range'] },
    compose: (fields, address) => ({
      method: 'GET',
      target: `http://${address.host}${at(address.path, site)}?${libfota2Query(fields)}`,
      headers: luatHeaders(address, fields),
    }),
  },
  {
    ...{ id: 'noHost', dialect: 'openluat', needs: openluatNeeds, takes: ['range'] },
    compose: (fields, address) => ({
      ...{ method: 'GET', headers: rangeLine(fields), httpVersion: '1.0' },
      target: `${at(address.path, site)}?${libfota2Query(fields)}`,
    }),
  },
];

const turnkeyForms: readonly OtaForm[] = [
  {
    id: 'turnkey',
    dialect: 'turnkey',
    needs: ['key', who, 'model', 'core', 'version'],
    takes: ['coreId', 'firmware'],
    compose: (fields, address) => {
      const pairs: readonly (readonly [string, string])[] = [
        ['project_key', of(fields, 'key')],
        ['model', of(fields, 'model')],
        ['core_id', of(fields, 'coreId', '1')],
        ['core_version', of(fields, 'core').replace(/^V/, '')],
        ['script_name', of(fields, 'firmware', 'factory')],
        ['script_version', of(fields, 'version')],
      ];
      const query = pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
      const target = `${at(address.path, '/api/site/turnkey_fota')}?${idOf(fields)}&${query}`;
      return { method: 'GET', target, headers: luatHeaders(address, {}) };
    },
  },
  {
    ...{ id: 'turnkeyResult', dialect: 'turnkey', needs: ['sn', 'step'], takes: [] },
    compose: (fields, address) => {
      const body = `{"fota_sn":"${of(fields, 'sn')}","result_code":${of(fields, 'step')}}`;
      const headers = luatHeaders(
        address,
        {},
        'Content-Type: application/json',
        `Content-Length: ${byteLength(body)}`,
      );
      return { method: 'POST', target: at(address.path, '/api/site/turnkey_fota_result'), headers, body };
    },
  },
  {
    ...{
      id: 'wififota',
      dialect: 'wififota',
      needs: ['imei', 'version'],
      takes: ['key', 'core', 'model', 'deviceKey'],
    },
    compose: (fields, address) => ({
      method: 'GET',
      target: `${at(address.path, '/air8000/update.json')}?imei=${of(fields, 'imei')}&version=${of(fields, 'version')}&muid=${of(fields, 'deviceKey')}&hw=&coreversion=${of(fields, 'core')}&model=${of(fields, 'model')}`,
      headers: luatHeaders(address, {}),
    }),
  },
];

function onenet(
  id: OtaFormId,
  dialect: 'onenet' | 'fuse',
  needs: readonly string[],
  target: (fields: Fields) => string,
  body?: (fields: Fields) => string,
): OtaForm {
  return {
    ...{ id, dialect, needs, takes: ['token', 'range', 'tokenInQuery'] },
    compose(fields, address) {
      const sent = body?.(fields);
      const path = `${address.path.replace(/\/$/, '')}${target(fields)}`;
      const inQuery = of(fields, 'tokenInQuery') === '1' && fields.token !== undefined;
      const token = fields.token === undefined || inQuery ? [] : [`Authorization:${fields.token}`];
      const json =
        sent === undefined ? [] : ['Content-Type: application/json', `Content-Length: ${byteLength(sent)}`];
      return {
        method: sent === undefined ? 'GET' : 'POST',
        target: inQuery ? `${path}${path.includes('?') ? '&' : '?'}${fields.token}` : path,
        headers: [`Host: ${address.host}`, ...token, ...rangeLine(fields), ...json, 'Connection: close'],
        ...(sent === undefined ? {} : { body: sent }),
      };
    },
  };
}

const kindNumber = (fields: Fields): string => (of(fields, 'kind', 'sota') === 'fota' ? '1' : '2');
const report = (fields: Fields): string =>
  JSON.stringify(
    kindNumber(fields) === '1' ? { f_version: of(fields, 'version') } : { s_version: of(fields, 'version') },
  );
const stepBody =
  (name: string) =>
  (fields: Fields): string =>
    `{"${name}":${of(fields, 'step')}}`;
const pathOf =
  (root: string) =>
  (rest: (fields: Fields) => string) =>
  (fields: Fields): string =>
    `/${root}/${encodeTokenValue(of(fields, 'product'))}/${encodeTokenValue(of(fields, 'device'))}/${rest(fields)}`;
const deviceNeeds = ['product', 'device'] as const;

function newer(root: 'fuse-ota' | 'ota', prefix: 'fuse' | 'studio'): readonly OtaForm[] {
  const path = pathOf(root);
  const dialect = prefix === 'fuse' ? 'fuse' : 'onenet';
  return [
    onenet(
      `${prefix}Version`,
      dialect,
      [...deviceNeeds, 'version'],
      path(() => 'version'),
      report,
    ),
    onenet(
      `${prefix}Check`,
      dialect,
      [...deviceNeeds, 'version'],
      path((fields) => `check?type=${kindNumber(fields)}&version=${of(fields, 'version')}`),
    ),
    onenet(
      `${prefix}Task`,
      dialect,
      [...deviceNeeds, 'task'],
      path((fields) => `${of(fields, 'task')}/check`),
    ),
    onenet(
      `${prefix}Download`,
      dialect,
      [...deviceNeeds, 'task'],
      path((fields) => `${of(fields, 'task')}/download`),
    ),
    onenet(
      `${prefix}Status`,
      dialect,
      [...deviceNeeds, 'task', 'step'],
      path((fields) => `${of(fields, 'task')}/status`),
      stepBody('step'),
    ),
  ];
}

const dev = (fields: Fields): string => `dev_id=${of(fields, 'device')}`;
const onenetForms: readonly OtaForm[] = [
  onenet(
    'onenetVersion',
    'onenet',
    ['device', 'version'],
    (fields) => `/ota/device/version?${dev(fields)}`,
    report,
  ),
  onenet(
    'onenetCheck',
    'onenet',
    ['device', 'version'],
    (fields) =>
      `/ota/south/check?${dev(fields)}&manuf=${of(fields, 'manuf', '100')}&model=${of(fields, 'model', '10001')}&type=${kindNumber(fields)}&version=${of(fields, 'version')}&cdn=false`,
  ),
  onenet(
    'onenetTask',
    'onenet',
    ['device', 'task'],
    (fields) => `/ota/south/download/${of(fields, 'task')}/check?${dev(fields)}`,
  ),
  onenet('onenetDownload', 'onenet', ['task'], (fields) => `/ota/south/download/${of(fields, 'task')}`),
  onenet(
    'onenetProgress',
    'onenet',
    ['device', 'task', 'step'],
    (fields) => `/ota/south/device/download/${of(fields, 'task')}/progress?${dev(fields)}`,
    stepBody('step'),
  ),
  onenet(
    'onenetReport',
    'onenet',
    ['device', 'task', 'step'],
    (fields) => `/ota/south/report?${dev(fields)}&token=${of(fields, 'task')}`,
    stepBody('result'),
  ),
  onenet(
    'onenetTasking',
    'onenet',
    ['device'],
    (fields) => `/ota/south/tasking?${dev(fields)}&type=${kindNumber(fields)}&cdn=false`,
  ),
  ...newer('ota', 'studio'),
  ...newer('fuse-ota', 'fuse'),
];

const fileForms: readonly OtaForm[] = [
  {
    ...{ id: 'file', dialect: 'file', needs: [], takes: ['range'] },
    compose: (fields, address) => ({
      method: 'GET',
      target: address.path,
      headers: luatHeaders(address, fields),
    }),
  },
  {
    ...{ id: 'fileLf', dialect: 'file', needs: [], takes: ['range'] },
    compose: (fields, address) => ({
      ...{ method: 'GET', target: address.path, lineEnd: '\n' },
      headers: [`Host: ${address.host}`, `Range: ${of(fields, 'range', 'bytes=0-')}`],
    }),
  },
];

export const otaForms: readonly OtaForm[] = [...openluatForms, ...turnkeyForms, ...onenetForms, ...fileForms];

/** The bytes on the wire; text goes out as UTF-8, unescaped. */
export function toBytes({
  method,
  target,
  headers,
  body = '',
  lineEnd = '\r\n',
  httpVersion = '1.1',
}: Composed): Uint8Array {
  const lines = [`${method} ${target} HTTP/${httpVersion}`, ...headers, '', ''];
  return Buffer.from(lines.join(lineEnd) + body, 'utf8');
}

function byteLength(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}
