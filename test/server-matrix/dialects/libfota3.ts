import { json, sha256, sizeBytes, untilHalf, wholeFile } from '../answers.ts';
import { does, fullPackage } from '../openLuat.ts';
import type { Row, Step } from '../row.ts';
import { otherKey, ownKey } from '../shelf.ts';
import { lines } from '../wire.ts';

/** libfota3 of 2026: a JSON that is always 200, the file under its own URL, a report (platform-apis 1.7, 1.9). */

const who = '862000000000003';
const chosen = 'the text of msg is not documented: the name of our rule';

interface Asking {
  readonly who?: string | null;
  readonly key?: string;
  readonly version?: string;
}

function check(asking: Asking, hear: string): Step {
  const { key = ownKey, version = '001.000.000' } = asking;
  const id = asking.who === null ? '' : `imei=${who}&`;
  const script = `script_name=factory%20lamp&script_version=${version}`;
  return {
    send: lines(
      `GET /api/site/turnkey_fota?${id}project_key=${key}&model=Air8000&core_id=1&core_version=2014&${script} HTTP/1.1`,
      'Connection: Close',
      'Host: 192.168.1.10:8080',
    ),
    hear,
  };
}

const offered = (n: number): string =>
  json(
    `{"code":0,"url":"http://192.168.1.10:8080/f/{{file}}/fw.bin","sha256":"${sha256}","size":${sizeBytes},"fota_sn":"t${n}",` +
      '"script_version":"1.0.1","core_version":"2014","core_id":"1"}',
  );
const download: Step = {
  send: lines('GET /f/{{file}}/fw.bin HTTP/1.1', 'Connection: Close', 'Host: 192.168.1.10:8080'),
  hear: wholeFile,
};
const no = (code: number, msg: string, asking: Asking = {}): Step =>
  check(asking, json(`{"code":${code},"msg":"${msg}"}`));
const report = '{"fota_sn":"t1","result_code":1}';

export const libfota3: Row = {
  client: 'libfota3',
  setUp: (shelf) => shelf.offer({ firmwareNames: ['factory lamp'], targetVersion: '1.0.1' }),
  cells: {
    update: {
      steps: [
        check({}, offered(1)),
        download,
        {
          send: `${lines('POST /api/site/turnkey_fota_result HTTP/1.1', 'Host: 192.168.1.10:8080', `Content-Length: ${report.length}`)}${report}`,
          hear: json('{"code":0}'),
        },
        no(27, 'alreadyNewest', { version: '001.000.001' }),
      ],
    },
    newest: { chosen, steps: [no(27, 'alreadyNewest', { version: '001.000.001' })] },
    banned: {
      chosen,
      steps: [does(({ server }) => void server.updates.banModule(who, '')), no(21, 'bannedByPerson')],
    },
    cut: {
      chosen: 'it asks for the whole file again, for it takes no 206',
      steps: [
        check({}, offered(1)),
        { ...download, stopAfter: untilHalf(wholeFile) },
        check({}, offered(2)),
        download,
      ],
    },
    stranger: {
      chosen,
      steps: [no(3, 'identityMissing', { who: null }), no(25, 'projectUnknown', { key: otherKey })],
    },
    wait: {
      chosen,
      steps: [
        does((shelf) => shelf.offer({ building: true, packages: [] })),
        no(43, 'stillBuilding'),
        does((shelf) => shelf.offer({ building: false, packages: fullPackage })),
        check({}, offered(2)),
        download,
      ],
    },
  },
};
