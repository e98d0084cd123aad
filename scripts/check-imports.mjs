/** `npm run imports`: who imports whom, by the table and the laws of ARCHITECTURE.md. Exit 1 and a list when one is broken. */
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { checkImports } from './imports/check.mjs';

const root = resolve(import.meta.dirname, '..');
const read = (path) => readFileSync(join(root, path), 'utf8');

const paths = globSync('{shared,electron,renderer,test,scripts}/**/*.{ts,tsx,mjs}', { cwd: root })
  .map((path) => path.replaceAll('\\', '/'))
  .sort();
const { dependencies } = JSON.parse(read('package.json'));
const breaches = checkImports(new Map(paths.map((path) => [path, read(path)])), Object.keys(dependencies));

for (const { path, line, specifier, law, allowed } of breaches) {
  console.error(
    `${path}:${line}  ${specifier === undefined ? '' : `imports ${specifier}: `}${law}\n    allowed: ${allowed}`,
  );
}
console.log(
  breaches.length === 0
    ? `Imports of ${paths.length} files follow the law.`
    : `${breaches.length} imports break the law.`,
);
process.exitCode = breaches.length === 0 ? 0 : 1;
