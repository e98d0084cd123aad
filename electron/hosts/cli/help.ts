/** Help, derived from the verbs themselves. */
import type { Translate } from '../../../shared/domain/texts/translate.ts';
import { commonOptions } from './arguments.ts';
import { table } from './format.ts';
import type { Verb } from './verb.ts';

/** One page with every verb. */
export function overview(t: Translate, verbs: readonly Verb[]): string[] {
  return [
    t('cli.help.title'),
    '',
    `${t('cli.help.usage')}: airdock VERB ...`,
    '',
    ...table(
      [t('cli.help.verb'), t('cli.help.meaning')],
      verbs.map((verb) => [`${verb.name} ${verb.takes}`.trim(), t(`cli.verb.${verb.name}`)]),
    ),
    '',
    t('cli.help.more'),
  ];
}

/** The page of one verb. */
export function verbHelp(t: Translate, verb: Verb): string[] {
  const options = Object.entries({ ...verb.options, ...commonOptions });
  return [
    t(`cli.verb.${verb.name}`),
    '',
    `${t('cli.help.usage')}: airdock ${[verb.name, verb.takes, '[...]'].filter((word) => word !== '').join(' ')}`,
    '',
    ...table(
      [t('cli.help.option'), t('cli.help.meaning')],
      options.map(([name, spec]) => [
        `${spec.short === undefined ? '    ' : `-${spec.short}, `}--${name}${spec.value === undefined ? '' : ` ${spec.value}`}`,
        t(`cli.option.${name}`),
      ]),
    ),
  ];
}
