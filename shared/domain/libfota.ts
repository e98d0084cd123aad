/**
 * Names, versions and URLs of the LuatOS update libraries libfota and libfota2 (platform-apis 1.1, 1.2, 1.5). They send what
 * they are given without any URL encoding, so these functions do not encode either.
 */

/** Names under which a board may ask: as it does today, and as its library did before. */
export interface LibfotaNames {
  readonly name: string;
  /** Other names that the same board can show over its life; empty where there is none. */
  readonly aliases: readonly string[];
}

/**
 * `PROJECT_LuatOS-SoC_BSP`. Libraries since April 2026 cut the board's name at its first hyphen (`Air780EHV-1.8V` is
 * `Air780EHV`), older ones send it whole.
 */
export function libfotaNames(project: string, board: string): LibfotaNames {
  const nameOf = (bsp: string): string => `${project}_LuatOS-SoC_${bsp}`;
  const cut = board.split('-')[0] ?? board;
  return { name: nameOf(cut), aliases: cut === board ? [] : [nameOf(board)] };
}

/** What a chip with neither modem nor Wi-Fi calls itself: `PROJECT_` and the name of its core. */
export function libfotaNameWithoutNetwork(project: string, core: string): string {
  return `${project}_${core}`;
}

/**
 * The version that a board reports: the number of its core, then the first and the last segment of the script's `VERSION`; the
 * middle one is dropped. `libfotaVersion('V2034', '1.2.3')` is `2034.1.3`. Null when one of both has another form.
 */
export function libfotaVersion(core: string, script: string): string | null {
  const number = /^V?(\d+)$/.exec(core)?.[1];
  const segments = /^(\d+)\.\d+\.(\d+)$/.exec(script);
  return number === undefined || segments === null ? null : `${number}.${segments[1]}.${segments[2]}`;
}

/** The file as LuaTools writes it; the console reads name and version from it. */
export function luatoolsFileName(project: string, board: string, version: string): string {
  return `${project}_${version}_LuatOS-SoC_${board}.bin`;
}

/** Which library asks, in which of its ages. */
export type LibfotaClient = 'libfota' | 'libfota2023' | 'libfota2';

export interface LibfotaRequest {
  /** Everything before the query, without `?`: `http://iot.openluat.com/api/site/firmware_upgrade`. */
  readonly url: string;
  readonly projectKey: string;
  readonly firmwareName: string;
  readonly version: string;
  readonly identity: { readonly kind: 'imei' | 'mac' | 'uid'; readonly value: string };
}

/** The URL that a client asks for when nobody gave it one of its own, parameters in its order. */
export function libfotaUrl(client: LibfotaClient, request: LibfotaRequest): string {
  const { url, projectKey, firmwareName, version, identity } = request;
  const who = `${identity.kind}=${identity.value}`;
  const key = `project_key=${projectKey}`;
  const what = `firmware_name=${firmwareName}&version=${version}`;
  if (client === 'libfota') return `${url}?${key}&${what}&${who}`;
  if (client === 'libfota2') return `${url}?${who}&${key}&${what}`;
  return `${url}?${key}&${who}&device_key=&${what}`;
}

/**
 * What to write as `opts.url` in a script so that the request arrives as meant. libfota2 puts its parameters directly behind
 * the text, so it needs the `?` itself, or three `#` in front to be left alone; libfota takes the text as it is.
 */
export function libfotaOption(client: LibfotaClient, url: string, verbatim = false): string {
  if (client !== 'libfota2') return url;
  if (verbatim) return `###${url}`;
  if (!url.includes('?')) return `${url}?`;
  return /[?&]$/.test(url) ? url : `${url}&`;
}
