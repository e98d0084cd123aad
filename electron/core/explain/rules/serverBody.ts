/** A refusal's body: `{"code": 27, "msg": "\u5df2..."}` (platform-apis 1.3); each part may be missing, and the end may be cut off. */
export function readServerBody(body: string): {
  readonly code: number | null;
  readonly text: string | undefined;
} {
  const code = /"code"\s*:\s*(\d{1,5})\b/.exec(body)?.[1];
  const text = /"(?:msg|error|message)"\s*:\s*"((?:[^"\\]|\\.){1,600})"/.exec(body)?.[1];
  return {
    code: code === undefined || code === '0' ? null : Number(code),
    text: text === undefined ? undefined : unescaped(text),
  };
}

function unescaped(text: string): string {
  return text
    .replace(/\\u([0-9a-f]{4})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/\\(["\\/])/g, '$1');
}
