import { expect, it } from 'vitest';
import { parsePort } from './parsePort.ts';

it.each([
  ['', 0],
  ['  ', 0],
  ['8080', 8080],
  ['65535', 65535],
  ['0', null],
  ['65536', null],
  ['80a', null],
  ['-1', null],
])('a port typed as "%s" is %s', (text, port) => expect(parsePort(text)).toBe(port));
