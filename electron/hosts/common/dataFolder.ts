/** This process's data folder, by the core's rules. */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { resolveDataFolder } from '../../core/store/dataFolder.ts';

/** `programFolder`: folder of the installed program for portable mode, null where there is none. */
export function findDataFolder(programFolder: string | null): string {
  return resolveDataFolder({
    env: process.env,
    platform: process.platform,
    homeFolder: homedir(),
    programFolder,
    currentFolder: process.cwd(),
    fileExists: existsSync,
  }).path;
}
