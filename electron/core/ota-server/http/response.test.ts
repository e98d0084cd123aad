import { describe, expect, it } from 'vitest';
import { decisionKeys } from '../decisions.ts';
import { formatHead, reasonOf, refusalBody } from './response.ts';

describe('response head', () => {
  it('is written with canonical names, one blank, a reason and CRLF', () => {
    const head = formatHead({
      status: 206,
      contentType: 'application/octet-stream',
      contentLength: 102400,
      contentRange: 'bytes 40960-143359/143360',
    });
    expect(Buffer.from(head).toString('latin1')).toBe(
      'HTTP/1.1 206 Partial Content\r\nContent-Type: application/octet-stream\r\nContent-Length: 102400\r\n' +
        'Content-Range: bytes 40960-143359/143360\r\nConnection: close\r\n\r\n',
    );
  });

  it('stays far below 512 bytes in the longest case', () => {
    const huge = Number.MAX_SAFE_INTEGER;
    const contentRange = `bytes ${huge}-${huge}/${huge}`;
    const head = formatHead({
      status: 431,
      contentType: 'application/octet-stream',
      contentLength: huge,
      contentRange,
      allow: 'GET, HEAD, POST',
    });
    expect(head.length).toBeLessThan(300);
  });

  it('always has a reason', () => {
    for (let status = 200; status < 600; status++) expect(reasonOf(status)).toMatch(/^[A-Z]/);
  });
});

describe('refusal body', () => {
  it('is one short ASCII object that ends in its brace', () => {
    for (const decision of decisionKeys) {
      const text = Buffer.from(refusalBody(404, decision)).toString('latin1');
      expect(text).toMatch(/^\{[\x20-\x7e]*\}$/);
      expect(text.length).toBeLessThanOrEqual(200);
      expect(`decision.${JSON.parse(text).decision}`).toBe(decision);
    }
  });
});
