/**
 * Pictures of every page and step over the scripted core, in both languages and both themes:
 * `node test/support/shots.mjs [folder] [lang-theme ...]`, one tour alone with `ONLY=name`. For looking, not for asserting; ends
 * with 1 where a page complained, held the other language or a tour came to a halt.
 */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import react from '@vitejs/plugin-react';
import { createServer } from 'vite';
import { pages } from '../../renderer/stores/route.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = process.argv[2] ?? 'test-results/shots';
const wanted = process.argv.slice(3);
const looks = ['zh-light', 'en-light', 'zh-dark', 'en-dark'].filter(
  (look) => wanted.length === 0 || wanted.includes(look),
);
mkdirSync(folder, { recursive: true });

const vite = await createServer({
  root,
  configFile: false,
  plugins: [react()],
  server: { port: 0, host: '127.0.0.1', hmr: false, watch: null },
  logLevel: 'error',
  cacheDir: 'node_modules/.vite-shots',
});
await vite.listen();
const base = `${vite.resolvedUrls.local[0]}test/support/fakePage/index.html`;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
/** A step that does not come shows what is wrong; nothing waits longer. */
const patienceMs = 15_000;
let problems = 0;

async function open(look, more, hash = '') {
  const [lang, theme] = look.split('-');
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(patienceMs);
  const complain = (text) => {
    problems += 1;
    process.stderr.write(`${look}: ${text}\n`);
  };
  page.on('pageerror', (error) => complain(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complain(message.text());
  });
  // The first visit waits for the bundler, too.
  await page.goto(`${base}?lang=${lang}&theme=${theme}&${more}${hash}`, { timeout: 90_000 });
  await page.getByTestId('nav-home').waitFor();
  const shot = async (name) => {
    await page.waitForTimeout(250);
    await page.screenshot({ path: `${folder}/${look}-${name}.png` });
    const text = (await page.locator('body').textContent()) ?? '';
    const shown = await page
      .locator('[aria-label],[title],[placeholder]')
      .evaluateAll((all) =>
        all
          .map((e) => ['aria-label', 'title', 'placeholder'].map((a) => e.getAttribute(a) ?? '').join(' '))
          .join(' '),
      );
    if (lang === 'en' && /\p{Script=Han}/u.test(text + shown)) {
      complain(`${name} holds Chinese: ${(text + shown).match(/.{0,12}\p{Script=Han}+.{0,12}/u)?.[0]}`);
    }
  };
  return { page, shot };
}

async function walk(look) {
  const { page, shot } = await open(look, 'speed=4');
  const id = (name) => page.getByTestId(name);
  await shot('01-home');
  await id('step-1')
    .waitFor({ state: 'attached', timeout: 10 })
    .catch(() => undefined);
  await page.keyboard.press('Alt+1');
  await shot('02-step1');
  await id('project-create').click();
  await shot('03-project-dialog');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+2');
  await shot('04-step2-empty');
  await id('nav-home').click();
  await id('try-virtual').click();
  await id('delta-possible').waitFor();
  await shot('05-step2');
  await id('next-step').click();
  await shot('06-step3-before');
  await id('build-start').click();
  await page.waitForTimeout(300);
  await shot('07-step3-building');
  await id('proof-ok').waitFor();
  await shot('08-step3-proof');
  await id('next-step').click();
  await shot('09-step4-empty');
  await id('create-virtual').click();
  await id('preflight').click();
  await id('match').waitFor();
  await shot('10-step4');
  await id('next-step').click();
  await shot('11-step5-ready');
  await id('upgrade-start').click();
  await page.waitForTimeout(900);
  await shot('12-step5-running');
  await id('verdict').waitFor({ timeout: 30_000 });
  await shot('13-step5-verdict');
  await id('evidence').getByRole('button').first().click();
  await shot('14-step5-evidence');
  await id('nav-timeline').click();
  await shot('15-timeline');
  await id('nav-server').click();
  await shot('16-server');
  await id('nav-terminal').click();
  await id('terminal-input').fill('ATI');
  await page.keyboard.press('Enter');
  await shot('17-terminal');
  await id('nav-settings').click();
  await id('doctor').click();
  await shot('18-settings');
  await id('nav-home').click();
  await shot('19-home-later');
  await page.evaluate(() => window.cut());
  await page.getByTestId('connection-banner').waitFor();
  await shot('20-cut');
  await page.close();
}

async function lived(look) {
  const { page, shot } = await open(look, 'speed=8&lived&outcome=failed', '#/ports');
  const id = (name) => page.getByTestId(name);
  await shot('30-ports');
  await id('nav-packages').click();
  await shot('31-packages');
  await id('nav-server').click();
  await shot('32-server-off');
  await page.goto(`${page.url().split('#')[0]}#/upgrade/1`);
  await shot('33-step1-projects');
  await page.evaluate(() => {
    location.hash = '#/upgrade/5?job=job-past-2';
  });
  await id('verdict').waitFor();
  await shot('34-failed');
  await id('nav-home').click();
  await shot('35-home-lived');
  await page.close();
}

async function held(look) {
  const { page, shot } = await open(look, 'speed=6&lived&hold');
  const id = (name) => page.getByTestId(name);
  await id('nav-packages').click();
  await page.getByRole('button', { name: /用于升级|Use for an upgrade/ }).click();
  await id('port-serial:/dev/ttyACM0').click();
  await id('preflight').click();
  await id('match').waitFor();
  await shot('40-step4-real');
  await id('next-step').click();
  await id('upgrade-start').click();
  await page.waitForTimeout(2500);
  await shot('41-step5-download');
  await id('upgrade-cancel').click();
  await shot('42-cancel');
  await page.close();
}

/** Formats that do not travel by AT commands, formats that nobody has tried, and the inspector. */
async function formats(look) {
  const { page, shot } = await open(look, 'speed=8&lived', '#/inspect');
  const id = (name) => page.getByTestId(name);
  const go = (hash) =>
    page.evaluate((next) => {
      location.hash = next;
    }, hash);
  await shot('50-inspect-empty');
  await go('#/inspect?file=demo:DEMO_1.0.0_LuatOS-SoC_V1120_EC618.soc');
  await id('flash-map').waitFor();
  await shot('51-inspect-soc');
  await page.getByRole('listbox').first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await id('flash-map').scrollIntoViewIfNeeded();
  await shot('52-inspect-map');
  await go('#/inspect?file=demo:damaged.binpkg');
  await id('parts-tree').waitFor();
  await shot('53-inspect-damaged');
  await go('#/inspect?file=demo:unknown.jpg');
  await page.getByRole('alert').waitFor();
  await shot('54-inspect-unknown');
  await go('#/upgrade/2?project=none&new=demo:DEMO_1.0.0_LuatOS-SoC_V1120_EC618.soc');
  await id('parts-tree').waitFor();
  await shot('55-step2-new-only');
  await id('next-step').click();
  await id('format-csdk-full').click();
  await shot('56-step3-full');
  await id('format-luatos-script').click();
  await id('build-start').click();
  await id('proof-ok').waitFor();
  await shot('57-step3-script-proof');
  await id('next-step').click();
  await id('hand-over-serve').click();
  await shot('58-hand-over');
  await go('#/upgrade/3?project=none&old=demo:EC718_a.binpkg&new=demo:EC718_b.binpkg');
  await id('experimental').waitFor();
  await shot('59-step3-experimental');
  await id('build-start').click();
  await id('proof-ok').waitFor();
  await shot('60-step3-experimental-proof');
  await go('#/upgrade/3?project=none&old=demo:a.binpkg&new=demo:b.binpkg');
  await id('formats-refused').locator('summary').click();
  await shot('61-step3-refused');
  await page.close();
}

/** The way over several packages, names, a second check; and what else could help where a package does not fit. */
async function planning(look) {
  const { page, shot } = await open(look, 'speed=6&lived', '#/packages');
  const id = (name) => page.getByTestId(name);
  const go = (hash) =>
    page.evaluate((next) => {
      location.hash = next;
    }, hash);
  await id('second-check').scrollIntoViewIfNeeded();
  await shot('70-second-check');
  await id('to-hops').click();
  await shot('71-hops-empty');
  await go('#/hops?old=demo:a.binpkg&new=demo:b.binpkg&release=demo:c.binpkg');
  await id('hops-from-chosen').waitFor();
  await id('hops-start').click();
  await id('hops-searching').waitFor();
  await shot('72-hops-searching');
  await id('hops-chain').waitFor({ timeout: 20_000 });
  await shot('73-hops-found');
  await go('#/names');
  await id('names-name').waitFor();
  await shot('74-names-empty');
  await id('names-name').fill('pump 1');
  await id('names-version').fill('1.1000.2');
  await shot('75-names');
  await go('#/upgrade/3?project=none&old=demo:a.binpkg&new=demo:huge.binpkg');
  await id('build-start').click();
  await id('what-else').waitFor();
  await shot('76-too-large');
  await page.close();
}

/** Every page that the window has, those of tomorrow included, on the first day and later. */
async function everyPage(look) {
  for (const more of ['speed=8', 'speed=8&lived']) {
    const { page, shot } = await open(look, more);
    for (const name of pages) {
      await page.evaluate((next) => {
        location.hash = next;
      }, `#/${name}`);
      await page.getByRole('main').waitFor();
      await shot(`90-${more.includes('lived') ? 'lived' : 'first'}-${name}`);
    }
    await page.close();
  }
}

/** Somebody else's package: its form, and what is wrong with it. */
async function adding(look) {
  const { page, shot } = await open(look, 'speed=8&lived', '#/packages');
  await page.getByTestId('add-package').click();
  await page.getByTestId('add-start').waitFor();
  await shot('80-add-package');
  await page.keyboard.press('Escape');
  await page.close();
}

const tours = { planning, formats, walk, lived, held, adding, everyPage };

/** One tour that comes to a halt is a problem of its own and keeps no other from being seen. */
async function tour(look, name) {
  try {
    await tours[name](look);
  } catch (error) {
    problems += 1;
    process.stderr.write(`${look}: ${name} came to a halt: ${error.message.split('\n')[0]}\n`);
    for (const context of browser.contexts()) await context.close();
  }
}

for (const look of looks) {
  for (const name of Object.keys(tours)) {
    if (process.env.ONLY === undefined || process.env.ONLY === name) await tour(look, name);
  }
}
await browser.close();
await vite.close();
process.stdout.write(`${looks.join(', ')}: pictures in ${folder}, ${problems} problems\n`);
process.exit(problems === 0 ? 0 : 1);
