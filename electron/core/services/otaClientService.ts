import type { CoreHandlers } from '../../../shared/contract/index.ts';
import type { OtaField, OtaFinding } from '../../../shared/contract/otaClient.ts';
import type { Clock } from '../../../shared/domain/clock.ts';
import { libfotaOption } from '../../../shared/domain/libfota.ts';
import { luaSnippet } from '../../../shared/domain/luaSnippet.ts';
import { AppError } from '../../../shared/errors.ts';
import { explain, finding } from '../ota-server/client/explain.ts';
import { type OtaForm, otaForms, toBytes } from '../ota-server/client/forms.ts';
import { sendRaw } from '../ota-server/client/sendRaw.ts';
import { readServerAddress } from '../ota-server/client/serverAddress.ts';
import { verifyUrl } from '../ota-server/client/verifyUrl.ts';
import { checkOnenetToken } from '../ota-server/tokens/checkOnenetToken.ts';
import { makeOnenetToken, signOnenet } from '../ota-server/tokens/onenetToken.ts';
import type { Settings } from '../settings/settings.ts';
import type { Files } from './files.ts';
import type { PackageLibrary } from './packageLibrary.ts';
import { publishPackage } from './publishPackage.ts';

export interface OtaClientParts {
  readonly clock: Clock;
  readonly settings: Settings;
  readonly library: PackageLibrary;
}

type Fields = Readonly<Partial<Record<OtaField, string>>>;

const defaultTimeoutMs = 30_000;
const defaultKeepBytes = 4096;
/** Forms whose answer is a file, whatever else the server says. */
const fileForms = ['file', 'fileLf', 'verbatim', 'onenetDownload', 'studioDownload', 'fuseDownload'];

export function createOtaClientService(parts: OtaClientParts, files: Files): CoreHandlers['otaClient'] {
  const { clock, settings, library } = parts;
  return {
    forms: () =>
      otaForms.map(({ id, dialect, needs, takes }) => ({
        id,
        dialect,
        needs: [...needs],
        takes: [...takes],
      })),
    async send({ form: id, url, fields, timeoutMs, keepBytes }, { signal }) {
      const form = knownForm(id);
      checkNeeds(form, fields);
      const address = readServerAddress(url);
      const exchange = await sendRaw(
        {
          ...{ address, signal, bytes: toBytes(form.compose(fields, address)) },
          timeoutMs: timeoutMs ?? defaultTimeoutMs,
          keepBytes: keepBytes ?? defaultKeepBytes,
        },
        { clock },
      );
      return { exchange, findings: explain(form.dialect, exchange, fileForms.includes(id)) };
    },
    async makeToken({ key, raw, ...fields }) {
      const token = makeOnenetToken(fields, key, raw === true);
      return { token, sign: signOnenet(fields, key), header: `Authorization: ${token}` };
    },
    checkToken: async ({ token, key }) => checkToken(token, key, clock.wallMs()),
    async luaSnippet({ url, form, project, version, projectId, periodSeconds = 0, ...rest }) {
      const own = projectId === undefined ? null : await settings.projectKey(projectId);
      const projectKey = rest.projectKey ?? own ?? '';
      const script = luaSnippet({ ...{ url, form, project, version, projectKey, periodSeconds } });
      return {
        script,
        url: libfotaOption('libfota2', url, form === 'direct'),
        findings: luaFindings(url, version, projectKey, form),
      };
    },
    publish: (input) => publishPackage(input, library, files),
    verifyUrl: ({ url, sha256, timeoutMs = 120_000 }, { signal }) =>
      verifyUrl({ url, sha256, timeoutMs, signal }, { clock }),
  };
}

function knownForm(id: string): OtaForm {
  const form = otaForms.find((known) => known.id === id);
  if (form === undefined) throw new AppError('otaClient.missingField', { form: id, fields: 'form' });
  return form;
}

function checkNeeds({ id, needs }: OtaForm, fields: Fields): void {
  const given = new Map(Object.entries(fields));
  const missing = needs.filter((need) => !need.split('|').some((name) => (given.get(name) ?? '') !== ''));
  if (missing.length > 0)
    throw new AppError('otaClient.missingField', { form: id, fields: missing.join(', ') });
}

/** Without a key the form and the date are all that can be judged. */
function checkToken(token: string, key: string | undefined, nowMs: number) {
  // Any key will do for the form: it is looked at before the signature.
  const verdict = checkOnenetToken(token, { keyFor: () => key, nowSeconds: nowMs / 1000 });
  const formOnly = key === undefined && !verdict.ok && verdict.fault === 'noKey';
  const expired = formOnly && Number(verdict.fields?.et ?? 0) < nowMs / 1000;
  if (verdict.ok || (formOnly && !expired)) {
    const fields = verdict.fields ?? null;
    return { ok: true, field: null, fault: null, value: '', fields, signatureChecked: !formOnly };
  }
  const { field, fault, value, fields = null } = verdict;
  if (expired) {
    return {
      ok: false,
      field: 'et',
      fault: 'expired',
      value: fields?.et ?? '',
      fields,
      signatureChecked: false,
    };
  }
  const signatureChecked = fault === 'mismatch' || fault === 'expired';
  return { ok: false, field, fault, value, fields, signatureChecked };
}

function luaFindings(
  url: string,
  version: string,
  projectKey: string,
  form: 'query' | 'direct',
): OtaFinding[] {
  const { tls } = readServerAddress(url);
  const found: OtaFinding[] = [];
  if (tls) found.push(finding('warning', 'https', {}));
  if (!/^\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(version)) found.push(finding('error', 'luaVersion', { version }));
  if (projectKey === '' && form === 'query') found.push(finding('info', 'luaNoKey', {}));
  if (form === 'direct') found.push(finding('info', 'luaDirect', {}));
  return found;
}
