import { AppError } from '../../../../shared/errors.ts';
import { latin1Bytes, latin1Text } from '../bytes.ts';
import { type Clock, systemClock } from '../clock.ts';
import { nodeTcpConnect, type TcpConnect } from '../http/tcp.ts';
import type { VirtualModule } from '../module.ts';
import { createModulePort } from '../port.ts';
import { indexAnswers } from './answers.ts';
import { type ReplayedRequest, replayRequest } from './request.ts';
import { changedValues, type ReplayStep, shapeOf } from './steps.ts';

export interface ReplayOptions {
  readonly id: string;
  readonly label: string;
  readonly steps: readonly ReplayStep[];
  /** How many times faster than it was; default 1. */
  readonly speed?: number;
  /** What its port carries. */
  readonly carries: 'at' | 'log';
  readonly imei: string;
  readonly clock?: Clock;
  readonly connect?: TcpConnect;
}

/**
 * A module that says what a recording says: the same bytes at the same pace, and where the host spoke then it waits until the host
 * does. Echoes and addresses are those of now. A question in another order gets the answer that it got then; one that was never
 * asked gets ERROR. It begins when its port is opened.
 */
export function createReplay(options: ReplayOptions): VirtualModule {
  const { id, steps, clock = systemClock, connect = nodeTcpConnect } = options;
  const answers = indexAnswers(steps);
  const replaced = new Map<string, string>();
  const requests = new Map<string, ReplayedRequest | null>();
  let speed = options.speed ?? 1;
  let place = 0;
  let started = false;
  let timer: unknown = null;
  let echo: { readonly recorded: string; readonly actual: string } | null = null;
  let input = '';
  let url: string | null = null;
  let disposed = false;
  let httpRequests = 0;
  let httpBodyBytes = 0;

  const port = createModulePort(
    id,
    (bytes) => {
      input += latin1Text(bytes);
      listen();
    },
    () => {
      input = '';
    },
  );

  const say = (bytes: Uint8Array): void => {
    let text = latin1Text(bytes);
    if (echo !== null && text.startsWith(echo.recorded))
      text = echo.actual + text.slice(echo.recorded.length);
    echo = null;
    for (const [before, now] of replaced) text = text.replaceAll(before, now);
    port.send(latin1Bytes(text));
  };

  const later = (afterMs: number, act: () => void): void => {
    timer = clock.setTimeout(() => {
      timer = null;
      act();
      place += 1;
      walk();
    }, afterMs / speed);
  };

  /** Goes on until it has to wait for the clock, the host or the server. */
  const walk = (): void => {
    while (!disposed && timer === null) {
      const step = steps[place];
      if (step === undefined || step.kind === 'hears' || step.kind === 'hearsBytes') {
        listen();
        return;
      }
      if (step.kind === 'answered') {
        if (requests.get(step.id) !== undefined && requests.get(step.id) !== null) return;
        place += 1;
      } else later(step.afterMs, () => carryOut(step));
    }
  };

  const carryOut = (step: Extract<ReplayStep, { afterMs: number }>): void => {
    if (step.kind === 'says') say(step.bytes);
    if (step.kind === 'port') port.setPresent(step.present);
    if (step.kind !== 'asks') return;
    httpRequests += 1;
    const request = replayRequest(connect, step, url, () => {
      httpBodyBytes += request.received();
      requests.set(step.id, null);
      if (!disposed) walk();
    });
    requests.set(step.id, request);
  };

  const listen = (): void => {
    while (!disposed && timer === null) {
      const step = steps[place];
      if (step?.kind === 'hearsBytes') {
        if (input.length < step.count) return;
        input = input.slice(step.count);
        place += 1;
        walk();
        return;
      }
      const end = /[\r\n]/.exec(input)?.index;
      if (end === undefined) return;
      const line = input.slice(0, end);
      input = input.slice(end + 1).replace(/^\n/, '');
      if (line.trim() === '' || !hear(line)) continue;
      walk();
      return;
    }
  };

  /** True where it is the line that comes next. */
  const hear = (line: string): boolean => {
    url = /https?:\/\/[^",\s]+/.exec(line)?.[0] ?? url;
    const step = steps[place];
    if (step?.kind === 'hears' && shapeOf(step.line) === shapeOf(line)) {
      for (const [before, now] of changedValues(step.line, line)) replaced.set(before, now);
      echo = { recorded: step.line, actual: line };
      place += 1;
      return true;
    }
    const known = answers.near(line, place);
    echo = known === null ? null : { recorded: known.recorded, actual: line };
    say(known?.bytes ?? latin1Bytes('\r\nERROR\r\n'));
    return false;
  };

  return {
    id,
    describe: () => ({
      ...{ id, label: options.label, chip: 'recording', dialect: 'replay', imei: options.imei },
      ...{ version: null, carries: options.carries },
      state: disposed ? 'disposed' : 'running',
    }),
    stats: () => ({ httpRequests, httpBodyBytes, serialPackageBytes: 0, boots: 1 }),
    knobs: () => ({ speed }),
    setKnobs(changes) {
      for (const [knob, value] of Object.entries(changes)) {
        if (knob !== 'speed') throw new AppError('virtual.badKnob', { knob, reason: 'unknown' });
        if (typeof value !== 'number' || value <= 0)
          throw new AppError('virtual.badKnob', { knob, reason: '> 0' });
      }
      if (typeof changes['speed'] === 'number') speed = changes['speed'];
    },
    lastRefusal: () => null,
    isPresent: port.isPresent,
    onPresence: port.onPresence,
    attach() {
      const connection = port.attach();
      if (!started) {
        started = true;
        // What it says first would otherwise come before anybody can listen.
        timer = clock.setTimeout(() => {
          timer = null;
          walk();
        }, 0);
      }
      return connection;
    },
    dispose() {
      disposed = true;
      if (timer !== null) clock.clearTimeout(timer);
      for (const request of requests.values()) request?.stop();
      port.dispose();
    },
  };
}
