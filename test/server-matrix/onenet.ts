import { bytesOf, half, head, json, md5, sha256, sizeBytes, untilHalf } from './answers.ts';
import { does } from './openLuat.ts';
import type { Row, Step } from './row.ts';
import { lines } from './wire.ts';

/** K2 of the reference's vectors (platform-apis 2.1). */
export const tokenKey = 'ZW1iZWRkZWQtb3RhLXNlcnZlci10ZXN0LWtleS0wMDAx';
/** A full package of the host processor, for everybody. */
export const plan = {
  ...{ name: 'row', target: 'v3.0', sha256 },
  ...{ kind: 'sota' as const, sources: null, devices: null, product: null },
};

/** The platform has nothing for anybody. */
export const withoutPlan: Step = does(({ server }) => {
  for (const { id } of server.onenet.plans()) server.onenet.removePlan(id);
});
export const withPlan: Step = does(async ({ server }) => void (await server.onenet.savePlan(plan)));

/** A client of fuse-ota; with `query` its token stands there. */
export interface FuseForm {
  readonly client: string;
  /** Whom the token is for. */
  readonly res: string;
  readonly origin?: string;
  readonly path: string;
  readonly query?: string;
  readonly headers: readonly string[];
  readonly range: (first: number, last?: number) => string;
  /** What goes out instead under a wrong identity. */
  readonly wrongHeaders?: readonly string[];
  readonly wrongQuery?: string;
}

const requestId = '"request_id":"{{requestId}}"';
const bad = (code: number, msg: string): string => json(`{"code":${code},"msg":"${msg}",${requestId}}`);
const good = json(`{"code":0,"msg":"succ",${requestId}}`);
const fileType = 'application/octet-stream;charset=UTF-8';
const disposition = 'Content-Disposition: attachment;filename=fw.bin';
const fileHead = (status: string, length: number, ...range: readonly string[]): string =>
  head(status, fileType, length, ...range, disposition, 'Ota-Errno: 0');
const whole = fileHead('200 OK', sizeBytes) + bytesOf(0, sizeBytes - 1);
const part = (first: number, last: number): string =>
  fileHead('206 Partial Content', last + 1 - first, `Content-Range: bytes ${first}-${last}/${sizeBytes}`) +
  bytesOf(first, last);
/** A refused download says so in a header and brings nothing. */
const refusedFile = (errno: number): string => head('200 OK', fileType, 0, `Ota-Errno: ${errno}`);

interface Asks {
  get(route: string, hear: string, change?: Partial<FuseForm>, more?: readonly string[]): Step;
  post(route: string, body: string, hear: string): Step;
}

function asksOf(form: FuseForm): Asks {
  const target = (route: string, { origin = '', path, query }: FuseForm): string => {
    const joint = route.includes('?') ? '&' : '?';
    return `${origin}${path}/${route}${query === undefined ? '' : joint + query}`;
  };
  return {
    get(route, hear, change = {}, more = []) {
      const made = { ...form, ...change };
      return { send: lines(`GET ${target(route, made)} HTTP/1.1`, ...made.headers, ...more), hear };
    },
    post: (route, body, hear) => ({
      send: `${lines(`POST ${target(route, form)} HTTP/1.1`, ...form.headers, `Content-Length: ${body.length}`)}${body}`,
      hear,
    }),
  };
}

/** The six cells of such a client. */
export function fuseRow(form: FuseForm): Row {
  const { get, post } = asksOf(form);
  const check = 'check?type=2&version=v2.0';
  const data = `"data":{"target":"v3.0","tid":{{tid}},"size":${sizeBytes},"md5":"${md5}","status":1,"type":1}`;
  const offered = get(check, json(`{"code":0,"msg":"succ",${data},${requestId}}`));
  const download = get('{{tid}}/download', whole);
  const fragment = (first: number, last: number): Step =>
    get('{{tid}}/download', part(first, last), {}, [form.range(first, last)]);
  const rest = get('{{tid}}/download', part(half, sizeBytes - 1), {}, [form.range(half)]);
  const step = (n: number): Step => post('{{tid}}/status', `{"step":${n}}`, good);
  const wrong: Partial<FuseForm> = {
    ...(form.wrongHeaders === undefined ? {} : { headers: form.wrongHeaders }),
    ...(form.wrongQuery === undefined ? {} : { query: form.wrongQuery }),
  };
  return {
    client: form.client,
    async setUp({ server }) {
      await server.onenet.savePlan(plan);
      await server.onenet.setKey(form.res, tokenKey);
      server.onenet.setRules({ tokenCheck: 'enforce' });
    },
    cells: {
      update: {
        steps: [
          post('version', '{"s_version":"v2.0","f_version":"M1"}', good),
          ...[offered, fragment(0, 1023), fragment(1024, 2047), download, step(50), step(100)],
          post('version', '{"s_version":"v3.0","f_version":"M1"}', good),
          get('{{tid}}/check', json(`{"code":0,"msg":"succ","data":{"status":4},${requestId}}`)),
        ],
      },
      newest: { steps: [get('check?type=2&version=v3.0', bad(12013, 'task succ'))] },
      banned: {
        chosen: 'the platform knows no bans: its person cancels the task, Ota-Errno 5',
        steps: [
          offered,
          does(({ server }) => void server.onenet.steerTask(1, 'cancel')),
          get('{{tid}}/download', refusedFile(5)),
          get(check, bad(12012, 'not exist')),
        ],
      },
      cut: { steps: [offered, { ...download, stopAfter: untilHalf(whole) }, rest] },
      stranger: {
        chosen: 'code 1 with status 200, and Ota-Errno 6 of a download',
        steps: [
          offered,
          get(check, bad(1, 'auth failed'), wrong),
          get('{{tid}}/download', refusedFile(6), wrong),
        ],
      },
      wait: {
        chosen: 'there is no code 43: no task until the plan is there, code 12012',
        steps: [withoutPlan, get(check, bad(12012, 'not exist')), withPlan, ...[offered, download]],
      },
    },
  };
}
