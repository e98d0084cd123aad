import { bytesOf, half, head, json, md5, restFrom, sizeBytes, untilHalf, wholeFile } from '../answers.ts';
import { plan, tokenKey, withoutPlan, withPlan } from '../onenet.ts';
import { does } from '../openLuat.ts';
import type { Row, Step } from '../row.ts';
import { lines } from '../wire.ts';

/** OneNET's old interface with the token as it is, unencoded, behind `Authorization:` without a blank (platform-apis 2.1, 2.2). */

const raw =
  'version=2018-10-31&res=products/123123&et=1893456000&method=sha1&sign=Y/0tKbieWyo747wlMck3wYztQaE=';
const device = '32981907';
const headers = ['Host: ota.heclouds.com', `Authorization:${raw}`];

const get = (target: string, hear: string, more: readonly string[] = headers): Step => ({
  send: lines(`GET ${target} HTTP/1.1`, ...more),
  hear,
});
const post = (target: string, body: string, hear: string): Step => ({
  send: `${lines(`POST ${target} HTTP/1.1`, ...headers, 'Content-Type: application/json', `Content-Length: ${body.length}`)}${body}`,
  hear,
});
const good = json('{"errno":0,"error":"succ"}');
const bad = (errno: number, error: string): string => json(`{"errno":${errno},"error":"${error}"}`);

const checkTarget = (version: string): string =>
  `/ota/south/check?dev_id=${device}&manuf=100&model=10001&type=2&version=${version}&cdn=false`;
const offered = get(
  checkTarget('v2.0'),
  json(
    `{"errno":0,"error":"succ","data":{"target":"v3.0","token":"{{token}}","size":${sizeBytes},"md5":"${md5}",` +
      '"signal":0,"power":0,"retry":3,"interval":0,"type":1}}',
  ),
);
const disposition = 'Content-Disposition: attachment;filename=fw.bin';
/** Answers of a file get the file's name; where in the head is not documented. */
const withName = (answer: string): string =>
  answer.replace('\r\nConnection:', `\r\n${disposition}\r\nConnection:`);
const download = '/ota/south/download/{{token}}';
const whole = get(download, withName(wholeFile));
const open = get(`${download}/check?dev_id=${device}`, good);
const rest: Step = get(download, withName(restFrom(half)), [...headers, `Range: bytes=${half}-`]);
/** A download that is refused: one digit, and the end of the connection is its length. */
const digit = (n: number): string =>
  `HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nConnection: close\r\n\r\n${n}`;
const step = (n: number): Step =>
  post(`/ota/south/device/download/{{token}}/progress?dev_id=${device}`, `{"step":${n}}`, good);
const report = (version: string): Step =>
  post(`/ota/device/version?dev_id=${device}`, `{"s_version":"${version}"}`, good);

export const onenetOld: Row = {
  client: 'OneNET old, raw token',
  async setUp({ server }) {
    await server.onenet.savePlan(plan);
    await server.onenet.setKey('products/123123', tokenKey);
    server.onenet.setRules({ tokenCheck: 'enforce' });
  },
  cells: {
    update: {
      steps: [
        ...[report('v2.0'), offered, open],
        get(
          download,
          withName(
            head(
              '206 Partial Content',
              'application/octet-stream',
              1024,
              `Content-Range: bytes 0-1023/${sizeBytes}`,
            ) + bytesOf(0, 1023),
          ),
          [...headers, 'Range: bytes=0-1023'],
        ),
        ...[whole, step(50), step(100), step(201)],
        get(`${download}/check?dev_id=${device}`, bad(20, 'task finish')),
      ],
    },
    newest: {
      chosen: 'errno 20, the table of 1task is not known',
      steps: [get(checkTarget('v3.0'), bad(20, 'task succ'))],
    },
    banned: {
      chosen: 'the platform knows no bans: its person cancels the task, errno 22 and digit 3',
      steps: [
        offered,
        does(({ server }) => void server.onenet.steerTask(1, 'cancel')),
        get(`${download}/check?dev_id=${device}`, bad(22, 'task cancelled')),
        get(download, digit(3)),
        get(checkTarget('v2.0'), bad(4, 'not exist')),
      ],
    },
    cut: { steps: [offered, open, { ...whole, stopAfter: untilHalf(withName(wholeFile)) }, rest] },
    stranger: {
      chosen: 'errno 1 with status 200 for a token that is not signed by this key',
      steps: [
        offered,
        get(`${download}/check?dev_id=1`, bad(4, 'not exist')),
        get('/ota/south/download/ota_AAAAAAAAAAAAAAAAAAAA', digit(3)),
        get(checkTarget('v2.0'), bad(1, 'auth failed'), [
          'Host: ota.heclouds.com',
          `Authorization:${raw.replace('sign=Y', 'sign=Z')}`,
        ]),
        get(checkTarget('v2.0'), bad(1, 'auth failed'), ['Host: ota.heclouds.com']),
      ],
    },
    wait: {
      chosen: 'there is no code 43: no task until the plan is there, errno 4',
      steps: [withoutPlan, get(checkTarget('v2.0'), bad(4, 'not exist')), withPlan, ...[offered, whole]],
    },
  },
};
