/** What a person has entered, and what it asks the core to write. An empty field leaves the module as it is. */
import type { SettingName, ShownSetting } from '../../../shared/contract/modem.ts';
import { maskKeys } from '../../../shared/domain/keyMask.ts';

export interface SettingsForm {
  /** `keep`, `typed`, or the id of the project whose key is written. */
  readonly keyFrom: string;
  readonly key: string;
  /** Somebody asked to see the typed key. */
  readonly keyVisible: boolean;
  readonly url: string;
  readonly period: string;
  readonly auto: 'keep' | '0' | '1';
  readonly save: boolean;
}

export const emptyForm: SettingsForm = {
  keyFrom: 'keep',
  key: '',
  keyVisible: false,
  url: '',
  period: '',
  auto: 'keep',
  save: false,
};

export interface SettingsToWrite {
  readonly values: Partial<Record<SettingName, string>>;
  readonly keyOf?: string;
  readonly save: boolean;
}

/** Null while nothing would be written. */
export function toWrite(form: SettingsForm): SettingsToWrite | null {
  const values: Partial<Record<SettingName, string>> = {};
  const typed = form.keyFrom === 'typed' ? form.key.trim() : '';
  if (typed !== '') values.KEY = typed;
  if (form.url.trim() !== '') values.URL = form.url.trim();
  if (form.period.trim() !== '') values.PERIOD = form.period.trim();
  if (form.auto !== 'keep') values.AUTO = form.auto;
  const keyOf = form.keyFrom === 'keep' || form.keyFrom === 'typed' ? undefined : form.keyFrom;
  if (keyOf === undefined && Object.keys(values).length === 0) return null;
  return { values, save: form.save, ...(keyOf === undefined ? {} : { keyOf }) };
}

/** The lines as the screen shows them: a key is covered unless somebody asked to see it (shared/domain/keyMask). */
export function shownLines(lines: readonly string[], { keyVisible }: SettingsForm): readonly string[] {
  return keyVisible ? lines : lines.map(maskKeys);
}

/** What the module holds for sure; a KEY is masked and says nothing to a rule. */
export function heldValues(settings: readonly ShownSetting[] | null): Partial<Record<SettingName, string>> {
  const held: Partial<Record<SettingName, string>> = {};
  for (const { name, value, source } of settings ?? []) {
    if (source === 'readBack' && value !== null && name !== 'KEY') held[name] = value;
  }
  return held;
}

export type PeriodUnit = 'days' | 'hours' | 'minutes';

/** `86400` is 1 day; null where the number says itself best. */
export function periodInWords(text: string): { readonly unit: PeriodUnit; readonly count: number } | null {
  const seconds = /^\d{1,10}$/.test(text.trim()) ? Number(text) : 0;
  const units: readonly (readonly [PeriodUnit, number])[] = [
    ['days', 86_400],
    ['hours', 3600],
    ['minutes', 60],
  ];
  for (const [unit, size] of units) {
    if (seconds >= size) return { unit, count: Math.round((10 * seconds) / size) / 10 };
  }
  return null;
}
