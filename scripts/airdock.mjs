/** `npm run -s airdock -- VERB`: the command line from a checkout. Only the result goes to stdout; set-up talks on stderr. */
import { ensureBuilt } from './lib/build.mjs';
import { runForeground } from './lib/foreground.mjs';
import { ensureInstalled, requireNode } from './lib/install.mjs';
import { inProject, node24, scriptEnvironment } from './lib/paths.mjs';

requireNode();
if (!(await ensureInstalled({ quiet: true }))) process.exit(1);
if (!(await ensureBuilt({ quiet: true }))) process.exit(1);
// npm runs scripts in the project's folder; paths that a person types are relative to where they stand.
process.exitCode = await runForeground(
  node24,
  [inProject('out', 'main', 'cli.js'), ...process.argv.slice(2)],
  {
    cwd: process.env.INIT_CWD ?? process.cwd(),
    env: scriptEnvironment(),
  },
);
