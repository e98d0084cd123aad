/** Every verb, in the order of the help. */
import type { Verb } from '../verb.ts';
import { apply } from './apply.ts';
import { at } from './at.ts';
import { compare } from './compare.ts';
import { delta } from './delta.ts';
import { devices } from './devices.ts';
import { doctor } from './doctor.ts';
import { explain } from './explain.ts';
import { hops } from './hops.ts';
import { importLog } from './import.ts';
import { inspect } from './inspect.ts';
import { log } from './log.ts';
import { lua } from './lua.ts';
import { names } from './names.ts';
import { onenet } from './onenet.ts';
import { packages } from './packages.ts';
import { ports } from './ports.ts';
import { preset } from './preset.ts';
import { project } from './project.ts';
import { publish } from './publish.ts';
import { replay } from './replay.ts';
import { report } from './report.ts';
import { request } from './request.ts';
import { serve } from './serve.ts';
import { settings } from './settings.ts';
import { terminal } from './terminal.ts';
import { token } from './token.ts';
import { toolkit } from './toolkit.ts';
import { upgrade } from './upgrade.ts';
import { verify } from './verify.ts';
import { virtual } from './virtual.ts';

export const verbs: readonly Verb[] = [
  upgrade,
  inspect,
  compare,
  delta,
  apply,
  verify,
  hops,
  names,
  toolkit,
  packages,
  serve,
  onenet,
  request,
  token,
  lua,
  publish,
  ports,
  devices,
  at,
  terminal,
  log,
  settings,
  preset,
  project,
  virtual,
  importLog,
  report,
  replay,
  explain,
  doctor,
];
