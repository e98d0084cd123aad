/** Counts of a whole test run, and the names of what was skipped. */
import { existsSync, readFileSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number, skipped: { name: string, needs: string }[], failures: string[] }} Tally */

/** @returns {Tally} */
export const emptyTally = () => ({ passed: 0, failed: 0, skipped: [], failures: [] });

/** What a skipped test would need: the `[needs ...]` tag of its name. */
function needsOf(name) {
  return /\[needs ([^\]]+)\]/.exec(name)?.[1] ?? 'see the test';
}

/** Adds one test by its state. */
function add(tally, name, state) {
  if (state === 'passed') tally.passed += 1;
  else if (state === 'skipped') tally.skipped.push({ name, needs: needsOf(name) });
  else {
    tally.failed += 1;
    tally.failures.push(name);
  }
}

/** Reads vitest's JSON report; a missing report is a failure, never nothing. */
export function addVitest(tally, file) {
  if (!existsSync(file)) return add(tally, `unit: no report at ${file}`, 'failed');
  const report = JSON.parse(readFileSync(file, 'utf8'));
  for (const suite of report.testResults) {
    if (suite.assertionResults.length === 0 && suite.status === 'failed')
      add(tally, `${suite.name}: ${suite.message}`, 'failed');
    for (const test of suite.assertionResults) {
      const skipped = ['skipped', 'pending', 'todo', 'disabled'].includes(test.status);
      add(tally, test.fullName, skipped ? 'skipped' : test.status);
    }
  }
}

/** Reads Playwright's JSON report. */
export function addPlaywright(tally, file) {
  if (!existsSync(file)) return add(tally, `browser: no report at ${file}`, 'failed');
  const report = JSON.parse(readFileSync(file, 'utf8'));
  for (const error of report.errors ?? []) add(tally, `browser: ${error.message}`, 'failed');
  const visit = (suite, path) => {
    for (const spec of suite.specs ?? []) {
      const name = [...path, spec.title].join(' > ');
      const status = spec.tests.every((test) => test.status === 'skipped')
        ? 'skipped'
        : spec.ok
          ? 'passed'
          : 'failed';
      add(tally, name, status);
    }
    for (const inner of suite.suites ?? []) visit(inner, [...path, inner.title]);
  };
  for (const suite of report.suites ?? []) visit(suite, [suite.title]);
}

/** One check that is no test runner: types, lint, build. */
export function addCheck(tally, name, ok) {
  add(tally, name, ok ? 'passed' : 'failed');
}

/** A check that could not run here. */
export function addSkipped(tally, name, needs) {
  tally.skipped.push({ name, needs });
}

/** The summary; its last line is what CI reads. */
export function describeTally(tally) {
  const lines = [];
  if (tally.failures.length > 0) lines.push('', 'Failed:', ...tally.failures.map((name) => `  ${name}`));
  if (tally.skipped.length > 0) {
    lines.push(
      '',
      'Skipped (what each would need):',
      ...tally.skipped.map(({ name, needs }) => `  ${name}  —  ${needs}`),
    );
  }
  lines.push('', `${tally.passed} passed, ${tally.failed} failed, ${tally.skipped.length} skipped`);
  return lines.join('\n');
}
