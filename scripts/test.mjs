/**
 * `npm test`: sets up what is missing, then runs every check. Runs on Node 20.19 and later; the checks run on Node 24.
 * A step that fails does not stop the others; the last line counts them all.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { ensureChineseFont, ensureChromium, ensureSocat } from './lib/browser.mjs';
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled, requireNode } from './lib/install.mjs';
import { inProject, node24, scriptEnvironment } from './lib/paths.mjs';
import { run } from './lib/run.mjs';
import { addCheck, addPlaywright, addSkipped, addVitest, describeTally, emptyTally } from './lib/tally.mjs';

requireNode();
if (!(await ensureInstalled())) process.exit(1);

const tally = emptyTally();
const started = Date.now();
const results = inProject('test-results');
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

const tool = (...parts) => inProject('node_modules', ...parts);
// A log file is for reading: no colours where nobody looks at a terminal.
const plain = process.stdout.isTTY ? {} : { NO_COLOR: '1', FORCE_COLOR: '0' };
/** No step waits for ever: the slowest takes seven minutes on two cores. */
const stepTimeoutMs = 15 * 60_000;
const node = (args, env = {}) =>
  run(node24, args, {
    cwd: inProject(),
    env: scriptEnvironment({ ...plain, ...env }),
    timeoutMs: stepTimeoutMs,
  });

function announce(title) {
  const seconds = ((Date.now() - started) / 1000).toFixed(0);
  console.log(`\n== ${title} (${seconds} s)`);
}

/** A check that is one program: shown as it runs, counted once. */
async function check(title, args, advice) {
  announce(title);
  const { code } = await node(args);
  if (code !== 0) console.error(`${title} failed. ${advice}`);
  addCheck(tally, title, code === 0);
  return code === 0;
}

const typescript = tool('typescript', 'bin', 'tsc');
for (const project of ['shared', 'electron', 'renderer', 'test']) {
  await check(
    `types: ${project}`,
    [typescript, '-p', project],
    `Run \`npx tsc -p ${project}\` and mend what it names.`,
  );
}
await check(
  'lint',
  [tool('@biomejs', 'biome', 'bin', 'biome'), 'check', '.'],
  '`npm run format` mends what can be mended by itself.',
);
await check(
  'import law',
  [inProject('scripts', 'check-imports.mjs')],
  'ARCHITECTURE.md holds the table of who may import what.',
);

// Before the unit tests: those of the real desktop program run what was built.
announce('build');
const built = await ensureBuilt();
addCheck(tally, 'build', built);

const socat = await ensureSocat();
announce('unit, contract and core tests');
await node(
  [
    tool('vitest', 'vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${results}/unit.json`,
  ],
  {
    AIRDOCK_HAS_SOCAT: socat ? '1' : '0',
  },
);
addVitest(tally, `${results}/unit.json`);

if (built) {
  const chromium = await ensureChromium();
  const font = await ensureChineseFont();
  announce('browser end-to-end');
  if (chromium === null)
    addSkipped(tally, 'browser end-to-end', 'a Chromium (install one or set AIRDOCK_CHROMIUM)');
  else {
    await node([tool('@playwright', 'test', 'cli.js'), 'test'], {
      AIRDOCK_CHROMIUM: chromium === 'playwright' ? '' : chromium,
      AIRDOCK_HAS_CJK_FONT: font ? '1' : '0',
      AIRDOCK_HAS_SOCAT: socat ? '1' : '0',
      PLAYWRIGHT_JSON_OUTPUT_NAME: `${results}/browser.json`,
    });
    addPlaywright(tally, `${results}/browser.json`);
  }
  await check(
    'packaging',
    [inProject('scripts', 'check-packaging.mjs')],
    'The lines above name what is missing in, or too much for, the package.',
  );
}

const minutes = ((Date.now() - started) / 60_000).toFixed(1);
console.log(`\nAll checks took ${minutes} minutes.`);
console.log(describeTally(tally));
process.exitCode = tally.failed === 0 && tally.passed > 0 ? 0 : 1;
