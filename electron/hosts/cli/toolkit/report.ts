/** What the vendor's tool made of it, in words. */
import type { CoreClient } from '../../../../shared/contract/index.ts';
import type { Translate } from '../../../../shared/domain/texts/translate.ts';
import type { Restored } from './restore.ts';

export type VerifyAnswer = Awaited<ReturnType<CoreClient['delta']['verify']>>;

/** Only every image restored to the bytes of NEW is success. */
export function toolkitOk(restored: readonly Restored[]): boolean {
  return restored.length > 0 && restored.every(({ result }) => result === 'equal');
}

/** A verdict for every image, and what the tool printed where it did not restore it. */
export function toolkitLines(t: Translate, restored: readonly Restored[]): string[] {
  return [
    ...restored.flatMap(({ name, result, newSha256, restoredSha256, exitCode, output }) => {
      const said = t(`cli.toolkit.${result}`, {
        name,
        expected: newSha256.slice(0, 16),
        found: restoredSha256?.slice(0, 16) ?? '',
        exitCode: exitCode ?? '',
      });
      const printed = output.split(/\r?\n/).filter((line) => line.trim() !== '');
      return result === 'equal' ? [said] : [said, ...printed.map((line) => `  ${line}`)];
    }),
    t(toolkitOk(restored) ? 'cli.toolkit.good' : 'cli.toolkit.bad'),
  ];
}
