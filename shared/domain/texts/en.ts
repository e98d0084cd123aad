/** Every text that core, command line and window share, in one tree. */
import { cli } from './en/cli.ts';
import { common } from './en/common.ts';
import { doctor } from './en/doctor.ts';
import { error } from './en/error.ts';
import { upgrade } from './en/upgrade.ts';
import { firmware } from './en/firmware.ts';
import { server } from './en/server.ts';
import { port } from './en/port.ts';

export const texts = { ...common, ...upgrade, ...firmware, ...server, ...port, error, doctor, cli };
