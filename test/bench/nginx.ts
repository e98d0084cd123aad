import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Scratch } from './scratch.ts';

/** Debian's nginx with one worker, sendfile and an access log, as a peer that serves the same file. */
export interface Nginx {
  readonly port: number;
  readonly version: string;
}

/** Null where it is not installed. */
export async function startNginx(scratch: Scratch): Promise<Nginx | null> {
  const asked = spawnSync('nginx', ['-v'], { encoding: 'utf8' });
  if (asked.status !== 0) return null;
  const { folder } = scratch;
  const port = await freePort();
  const config = join(folder, 'nginx.conf');
  writeFileSync(config, configOf(folder, port));
  const words = ['-p', folder, '-c', config, '-e', join(folder, 'error.log')];
  scratch.spawn('nginx', words, { stdio: 'ignore' });
  for (let tries = 0; tries < 50; tries++) {
    const answer = await fetch(`http://127.0.0.1:${port}/pack.bin`, { method: 'HEAD' }).catch(() => null);
    if (answer?.status === 200) return { port, version: asked.stderr.trim().replace('nginx version: ', '') };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('nginx did not start');
}

function configOf(folder: string, port: number): string {
  return `daemon off; master_process off; pid ${folder}/nginx.pid;
events { worker_connections 2048; }
http {
  sendfile on; tcp_nopush on; access_log ${folder}/access.log; default_type application/octet-stream;
  server { listen 127.0.0.1:${port}; root ${folder}; }
}
`;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
