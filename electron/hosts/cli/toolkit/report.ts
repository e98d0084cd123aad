/** What the vendor's tool made of it, in words. */
import type { RestoredImage, SecondCheckResult } from '../../../../shared/contract/planning.ts';
import type { Translate } from '../../../../shared/domain/texts/translate.ts';

/** A verdict for every image, and what the tool printed where it did not restore it. */
export function toolkitLines(t: Translate, { images, ok }: SecondCheckResult): string[] {
  return [...images.flatMap((image) => imageLines(t, image)), t(ok ? 'cli.toolkit.good' : 'cli.toolkit.bad')];
}

function imageLines(t: Translate, image: RestoredImage): string[] {
  const { name, result, newSha256, restoredSha256, exitCode, output } = image;
  const text = t(`toolkit.${result}`, {
    name,
    expected: newSha256.slice(0, 16),
    found: restoredSha256?.slice(0, 16) ?? '',
    exitCode: exitCode ?? '',
  });
  const said = t('cli.toolkit.image', { text });
  const printed = output.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (result === 'equal' || printed.length === 0) return [said];
  return [said, t('cli.toolkit.printed'), ...printed.map((line) => `  ${line}`)];
}
