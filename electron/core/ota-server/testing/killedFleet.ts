import { connect } from 'node:net';

/**
 * The modules of the killed server's test, and what each of them has been told. What was under way when the server died was
 * perhaps done and perhaps not; everything that was answered was.
 */

/** One module of openLuat. */
export interface LuatModule {
  readonly id: string;
  /** `loop` never applies what it gets, `lamp` always does. */
  readonly firmwareName: 'loop' | 'lamp';
  /** Files that it was given, and answers of any kind. */
  files: number;
  answers: number;
  /** Requests that got no answer. */
  lost: number;
  /** The last code that it was refused with. */
  code: number | null;
  /** It runs the target, and was heard to say so. */
  reported: boolean;
}

/** One device of OneNET. */
export interface OnenetDevice {
  readonly id: string;
  token: string | null;
  /** The farthest that was acknowledged: percent, 100 downloaded, 201 upgraded. */
  step: number | null;
}

export interface Fleet {
  readonly modules: readonly LuatModule[];
  readonly devices: readonly OnenetDevice[];
  /**
   * Asks on until the server is gone; `chance` is 0 to below 1, `onAnswer` hears how many answers came in this life. Throws where an
   * answer contradicts an earlier one.
   */
  live(port: number, chance: () => number, onAnswer: (count: number) => void): Promise<void>;
}

export function createFleet(): Fleet {
  const make = (id: string, firmwareName: LuatModule['firmwareName']): LuatModule => ({
    ...{ id, firmwareName, files: 0, answers: 0, lost: 0, code: null, reported: false },
  });
  const loops = Array.from({ length: 40 }, (_, n) => make(`loop${n}`, 'loop'));
  const lamps = Array.from({ length: 100 }, (_, n) => make(`lamp${n}`, 'lamp'));
  const modules = [...loops, ...lamps];
  const devices = Array.from(
    { length: 120 },
    (_, n): OnenetDevice => ({
      ...{ id: `d${n}`, token: null, step: null },
    }),
  );
  const jobs: readonly (readonly [readonly unknown[], (port: number, at: number) => Promise<boolean>])[] = [
    [loops, (port, at) => askUpdate(port, loops[at])],
    [lamps.slice(0, 50), (port, at) => askUpdate(port, lamps[at])],
    [lamps.slice(50), (port, at) => askUpdate(port, lamps[at + 50])],
    [devices, (port, at) => moveOn(port, devices[at])],
  ];
  return {
    modules,
    devices,
    async live(port, chance, onAnswer) {
      let answers = 0;
      // Four at a time, each with modules of its own, so that one module never asks twice at once.
      await Promise.all(
        jobs.map(async ([own, act]) => {
          while (await act(port, Math.floor(chance() * own.length))) onAnswer(++answers);
        }),
      );
    },
  };
}

/** One request of a module; false when the server is gone. */
async function askUpdate(port: number, module: LuatModule | undefined): Promise<boolean> {
  if (module === undefined) return true;
  const { id, firmwareName } = module;
  const isUpgraded = firmwareName === 'lamp' && module.files > 0;
  const version = isUpgraded ? '2.0.0' : '1.0.0';
  const target = `/api/site/firmware_upgrade?imei=${id}&firmware_name=${firmwareName}&version=${version}`;
  const answer = await ask(port, `GET ${target} HTTP/1.1\r\n\r\n`);
  if (answer === null) {
    module.lost++;
    return false;
  }
  module.answers++;
  const code = /^\{"code": (\d+),/.exec(answer.body)?.[1];
  if (code === undefined) module.files++;
  else if (isUpgraded && code === '27') module.reported = true;
  const before = module.code;
  module.code = code === undefined ? null : Number(code);
  const wasBanned = before === 40 || before === 21;
  if (wasBanned && module.code !== 40 && module.code !== 21)
    throw new Error(`${id} was banned and then told ${answer.body.slice(0, 60)}`);
  return true;
}

/** The next step of a device's task; false when the server is gone. */
async function moveOn(port: number, device: OnenetDevice | undefined): Promise<boolean> {
  if (device === undefined) return true;
  const { id, token, step } = device;
  if (token === null || step === null) {
    const check = await ask(port, `GET /ota/south/check?dev_id=${id}&type=2&version=v1 HTTP/1.1\r\n\r\n`);
    if (check === null) return false;
    const said = /"token":"(\w+)"/.exec(check.body)?.[1] ?? null;
    if (token !== null && said !== token) throw new Error(`${id} had ${token} and then got ${check.body}`);
    device.token = said;
    if (token === null) return true;
    const file = await ask(port, `GET /ota/south/download/${token} HTTP/1.1\r\n\r\n`);
    if (file === null) return false;
    if (file.body.length !== 3000) throw new Error(`${id} got no file but ${file.body}`);
    device.step = 0;
    return true;
  }
  const next = step >= 100 ? 201 : Math.min(100, step + 50);
  const route = `/ota/south/device/download/${token}/progress?dev_id=${id}`;
  const body = `{"step":${next}}`;
  const answer = await ask(port, `POST ${route} HTTP/1.1\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
  if (answer === null) return false;
  const errno = Number(/"errno":(\d+)/.exec(answer.body)?.[1]);
  // 17 and 20: that very step was done by a server that died before it could say so.
  if (![0, 17, 20].includes(errno)) throw new Error(`${id} at ${step}: ${answer.body}`);
  if (errno === 17 && step >= 100) throw new Error(`${id} at ${step}: ${answer.body}`);
  device.step = next;
  return true;
}

/** A whole answer, or null when the server went away before its end. */
function ask(port: number, request: string): Promise<{ readonly body: string } | null> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const pieces: Buffer[] = [];
    socket.once('connect', () => socket.write(request));
    socket.on('data', (bytes) => pieces.push(bytes));
    // What broke off is told by its length below.
    socket.on('error', () => {});
    socket.setTimeout(10_000, () => socket.destroy());
    socket.once('close', () => {
      const text = Buffer.concat(pieces).toString('latin1');
      const end = text.indexOf('\r\n\r\n') + 4;
      const promised = Number(/\r\nContent-Length: (\d+)\r\n/.exec(text)?.[1] ?? Number.NaN);
      const body = text.slice(end);
      resolve(body.length === promised ? { body } : null);
    });
  });
}
