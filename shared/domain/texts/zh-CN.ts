/** Every text that core, command line and window share, in one tree. */
import { cli } from './zh-CN/cli.ts';
import { common } from './zh-CN/common.ts';
import { doctor } from './zh-CN/doctor.ts';
import { error } from './zh-CN/error.ts';
import { upgrade } from './zh-CN/upgrade.ts';
import { firmware } from './zh-CN/firmware.ts';
import { server } from './zh-CN/server.ts';
import { port } from './zh-CN/port.ts';

export const texts = { ...common, ...upgrade, ...firmware, ...server, ...port, error, doctor, cli };
