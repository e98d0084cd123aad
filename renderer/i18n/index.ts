/** Both languages, all keys typed by the Chinese original. Nothing is loaded later: a switch happens at once. */
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { inWords } from '../../shared/domain/texts/tokens.ts';
import { type CodeGroup, coreTexts } from './coreTexts.ts';
import { en } from './en/index.ts';
import { zhCN } from './zh-CN/index.ts';

export type { CodeGroup };
export type Language = 'zh-CN' | 'en';
export type TextParams = Readonly<Record<string, string | number | boolean>>;

type Groups = typeof zhCN;
/** `feature.name`, checked by the compiler. */
export type TextKey = { [G in keyof Groups & string]: `${G}.${keyof Groups[G] & string}` }[keyof Groups &
  string];

export const i18n = i18next.createInstance();

void i18n.use(initReactI18next).init({
  lng: 'zh-CN',
  fallbackLng: false,
  resources: {
    'zh-CN': { translation: { ...zhCN, core: coreTexts['zh-CN'] } },
    en: { translation: { ...en, core: coreTexts.en } },
  },
  interpolation: { escapeValue: false },
  returnNull: false,
  // A code that is only the beginning of others has no text of its own; the lookup below tells by the type.
  returnObjects: true,
});

export function textOf(key: TextKey, params?: TextParams): string {
  return i18n.t(key, { ...params });
}

/** Groups that share their codes: the same fact is said by a manifest and by a preflight. */
const kin: Readonly<Partial<Record<CodeGroup, readonly CodeGroup[]>>> = {
  warning: ['finding'],
  way: ['finding'],
};

/** The text of a code; a code without a text is shown as it is, because hiding it would help nobody. */
export function textOfCode(group: CodeGroup, code: string, params: TextParams = {}): string {
  // Some codes name their group themselves.
  const bare = code.startsWith(`${group}.`) ? code.slice(group.length + 1) : code;
  const keys = [group, ...(kin[group] ?? [])].map((name) => `core.${name}.${bare}`);
  const key = code === '' ? undefined : keys.find((candidate) => i18n.exists(candidate));
  const text: unknown =
    key === undefined ? code : i18n.t(key, { ...inWords(key.slice('core.'.length), params, lookUp) });
  // A value that the core did not send must not show as the bare name of its place.
  return typeof text === 'string' ? text.replace(/\{\{\w+\}\}/g, '…') : code;
}

/** The plain text of a code below `core.`; undefined where there is none. */
function lookUp(key: string): string | undefined {
  const text: unknown = i18n.exists(`core.${key}`) ? i18n.t(`core.${key}`) : undefined;
  return typeof text === 'string' ? text : undefined;
}
