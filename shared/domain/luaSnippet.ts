import { libfotaOption } from './libfota.ts';

/**
 * A script for LuatOS boards that upgrade from an own server by libfota2. The library adds `imei=...&project_key=...` directly
 * behind the address, so the `?` has to be there already; behind `###` it leaves the address alone and sends no parameters
 * (platform-apis 1.2).
 */
export interface LuaSnippetInput {
  readonly url: string;
  /** `query`: the library tells who asks; `direct`: it fetches exactly this. */
  readonly form: 'query' | 'direct';
  readonly project: string;
  /** `x.y.z`. */
  readonly version: string;
  /** Empty: no line for it. */
  readonly projectKey: string;
  /** 0: once after the start. */
  readonly periodSeconds: number;
}

/** Lua source. */
export function luaSnippet({
  form,
  project,
  version,
  projectKey,
  periodSeconds,
  ...rest
}: LuaSnippetInput): string {
  const option = libfotaOption('libfota2', rest.url, form === 'direct');
  const key = projectKey === '' ? [] : [`PRODUCT_KEY = ${luaString(projectKey)}`];
  const timer =
    periodSeconds === 0
      ? []
      : [`sys.timerLoopStart(libfota2.request, ${periodSeconds * 1000}, on_result, opts)`];
  const lines = [
    `PROJECT = ${luaString(project)}`,
    `VERSION = ${luaString(version)}`,
    ...key,
    '',
    'sys = require("sys")',
    'libfota2 = require("libfota2")',
    '',
    `local opts = { url = ${luaString(option)} }`,
    '',
    'local function on_result(ret)',
    '    -- 0: stored, the restart installs it; for anything else the log of the server has the reason',
    '    log.info("fota", ret)',
    '    if ret == 0 then rtos.reboot() end',
    'end',
    '',
    'sys.taskInit(function()',
    '    sys.waitUntil("IP_READY")',
    '    libfota2.request(on_result, opts)',
    'end)',
    ...timer,
    '',
    'sys.run()',
    '',
  ];
  return lines.join('\n');
}

/** A Lua string literal: bytes above 127 stay UTF-8, which Lua does not mind. */
export function luaString(text: string): string {
  const escapes: Readonly<Record<string, string>> = {
    '\\': '\\\\',
    '"': '\\"',
    '\n': '\\n',
    '\r': '\\r',
    '\0': '\\0',
  };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: NUL ends a string in C
  return `"${text.replace(/[\\"\n\r\u0000]/g, (character) => escapes[character] ?? character)}"`;
}
