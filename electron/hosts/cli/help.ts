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

/** After a command line that did not fit: how the verb is called, and where the rest is told. Without a verb, of the command. */
export function usageLines(t: Translate, verb: Verb | undefined): string[] {
  if (verb === undefined) return [`${t('cli.help.usage')}: airdock VERB ...`, t('cli.help.everyVerb')];
  return [usageLine(t, verb), t('cli.help.moreOfVerb', { verb: verb.name })];
}

function usageLine(t: Translate, { name, takes }: Verb): string {
  return `${t('cli.help.usage')}: airdock ${[name, takes, '[...]'].filter((word) => word !== '').join(' ')}`;
}

/** The page of one verb. */
export function verbHelp(t: Translate, verb: Verb): string[] {
  const options = Object.entries({ ...verb.options, ...commonOptions });
  return [
    t(`cli.verb.${verb.name}`),
    '',
    usageLine(t, verb),
    ...(verb.forms ?? []).map((form) => `  airdock ${form}`),
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
