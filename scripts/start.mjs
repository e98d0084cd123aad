/** `npm start`: installs when needed, builds when stale, opens the workstation. Runs on Node 20.19 and later. */
import { ensureBuilt } from './lib/build.mjs';
import { ensureElectron } from './lib/electron.mjs';
import { runForeground } from './lib/foreground.mjs';
import { ensureInstalled, requireNode } from './lib/install.mjs';
import { inProject, node24, scriptEnvironment } from './lib/paths.mjs';

requireNode();
if (!(await ensureInstalled())) process.exit(1);
if (!(await ensureBuilt())) process.exit(1);
const options = process.argv.slice(2);
const electron = options.includes('--local') ? null : await ensureElectron();
process.exitCode = electron
  ? await runForeground(electron, [inProject(), ...options], { env: scriptEnvironment() })
  : await runForeground(
      node24,
      [inProject('out', 'main', 'local.js'), ...options.filter((option) => option !== '--local')],
      {
        env: scriptEnvironment(),
      },
    );
