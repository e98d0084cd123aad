import { describe, expect, it } from 'vitest';
import { isHostWithPort } from './hostPort.ts';

describe('a host with an optional port', () => {
  it.each(['192.168.1.10', '203.0.113.7:8080', 'bench.example.com', 'bench.example.com:9000', 'laptop'])(
    'is %s',
    (text) => {
      expect(isHostWithPort(text)).toBe(true);
    },
  );

  it.each([
    '',
    'http://x',
    'bad/host:x',
    '10.0.0.1:99999',
    '10.0.0.1:0',
    'a b',
    'user@host',
    'host:',
    '-host',
    'a..b',
    'host:80/x',
  ])('is not %j', (text) => {
    expect(isHostWithPort(text)).toBe(false);
  });
});
