/** Subscribes every store once; the returned function lets go of all. */
import type { Core } from '../connection/connect.ts';
import { followAppInfo } from './appInfo.ts';
import { followConnection } from './connection.ts';
import { followDevices } from './devices.ts';
import { followFaults } from './faults.ts';
import { followJobs } from './jobs.ts';
import { followPackages } from './packages.ts';
import { followPorts } from './ports.ts';
import { followPresets } from './presets.ts';
import { followRecordings } from './recordings.ts';
import { followRoute } from './route.ts';
import { followServer } from './server.ts';
import { followSettings } from './settings.ts';

export function followAll(core: Core): () => void {
  const stops = [
    followConnection(core),
    followSettings(core),
    followPresets(core),
    followAppInfo(core),
    followJobs(core),
    followPorts(core),
    followDevices(core),
    followPackages(core),
    followServer(core),
    followFaults(core),
    followRecordings(core),
    followRoute(),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
