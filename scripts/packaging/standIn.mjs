/** A folder that electron-builder takes for an unpacked Electron: the files it insists on, and a binary that only has fuses. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Marks the place of the fuses in a real Electron binary (@electron/fuses, SENTINEL). */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** Version 1, eight fuses, each as Electron is shipped: "1" on, "0" off. */
const shippedFuses = [1, 8, ...Buffer.from('10110001')];

/** @param {string} folder is created */
export function makeStandIn(folder) {
  const put = (name, content) => writeFileSync(join(folder, name), content);
  mkdirSync(join(folder, 'locales'), { recursive: true });
  const head = '#!/bin/sh\necho "a stand-in for Electron" >&2\nexit 1\n';
  writeFileSync(
    join(folder, 'electron'),
    Buffer.concat([Buffer.from(head + sentinel), Buffer.from(shippedFuses)]),
    {
      mode: 0o755,
    },
  );
  put('chrome-sandbox', '');
  put('LICENSE', 'stand-in');
  put('LICENSES.chromium.html', 'stand-in');
  put('version', '0.0.0');
  for (const language of ['en-US', 'zh-CN']) put(join('locales', `${language}.pak`), '');
}
