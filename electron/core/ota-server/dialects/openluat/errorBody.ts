import type { LuatCause } from '../../../../../shared/contract/otaDecision.ts';
import type { OtaRules } from '../../../../../shared/contract/otaLedger.ts';

export type RefusalCause = Exclude<LuatCause, 0>;

/**
 * Texts of the classic table (platform-apis 1.4). Only that of 27 was seen on the wire, the others are the table's names; 21 has
 * none there, its text is ours. The 8910 takes nothing but CJK characters in a message (1.3), so there are only those.
 */
const texts: Readonly<Record<RefusalCause, string>> = {
  3: '无效的设备',
  17: '无权限',
  21: '禁止升级',
  25: '无效的项目',
  26: '无效的固件',
  27: '已是最新版本',
  40: '循环升级',
  43: '请等待',
  44: '基础版本缺失',
};

/** The other document moves three by one place. Its number for "newest" is unknown: 27 stays, with its own text. */
const shifted: Readonly<Partial<Record<RefusalCause, number>>> = { 17: 25, 25: 26, 26: 27 };

/** The number on the wire for a refusal, by the table that is set. */
export function codeOf(cause: RefusalCause, table: OtaRules['codeTable']): number {
  return table === 'shifted' ? (shifted[cause] ?? cause) : cause;
}

/**
 * `{"code": 27, "msg": "\u5df2…"}` byte for byte as the platform writes it: a blank after colon and comma, escapes in lower case,
 * no newline (platform-apis 1.3). At most 59 bytes.
 */
export function errorBody(cause: RefusalCause, table: OtaRules['codeTable']): Uint8Array {
  const escaped = Array.from(
    texts[cause],
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return Buffer.from(`{"code": ${codeOf(cause, table)}, "msg": "${escaped.join('')}"}`, 'latin1');
}
