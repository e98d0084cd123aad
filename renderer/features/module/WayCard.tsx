/** How the package gets into the module: over its network, or through the AT port. */
import type { Preflight } from '../../../shared/contract/upgrade.ts';
import { type Texts, useText } from '../../i18n/useText.ts';
import { choose, useDraft } from '../../stores/route.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Card } from '../../ui/Card.tsx';
import { type Choice, Choices } from '../../ui/Choices.tsx';

type Ways = Preflight['ways'] | null;

export function WayCard({ ways }: { readonly ways: Ways }) {
  const { t, code } = useText();
  const draft = useDraft();
  return (
    <Card title={t('module.wayLabel')}>
      <Choices
        label={t('module.wayLabel')}
        columns={2}
        value={draft.way}
        choices={[choiceOf('http', ways, t, code), choiceOf('serial', ways, t, code)]}
        onChange={(way) => choose({ way })}
      />
    </Card>
  );
}

function choiceOf(
  way: 'http' | 'serial',
  ways: Ways,
  t: Texts['t'],
  code: Texts['code'],
): Choice<'http' | 'serial'> {
  const known = ways?.find((candidate) => candidate.way === way);
  const impossible = known !== undefined && !known.possible;
  const text = t(way === 'http' ? 'module.wayHttpText' : 'module.waySerialText');
  return {
    value: way,
    title: t(way === 'http' ? 'module.wayHttp' : 'module.waySerial'),
    text: impossible ? code('way', known.reason) : text,
    badge: impossible ? <Badge tone="warn">{t('module.wayNotPossible')}</Badge> : null,
    disabled: impossible,
    testId: `way-${way}`,
  };
}
