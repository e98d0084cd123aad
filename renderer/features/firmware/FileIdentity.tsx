/** What a file is, and what it says about itself. */
import type { Inspection } from '../../../shared/contract/firmware.ts';
import { formatBytes, formatCount } from '../../i18n/format.ts';
import { useText } from '../../i18n/useText.ts';
import { bestVersion } from '../../stores/firmware.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Card } from '../../ui/Card.tsx';
import { CopyText } from '../../ui/CopyText.tsx';
import { KeyValue } from '../../ui/KeyValue.tsx';
import { ChipBadge, kindText } from './InspectionView.tsx';

export function FileIdentity({ inspection }: { readonly inspection: Inspection }) {
  const { t, code } = useText();
  const best = bestVersion(inspection);
  const others = inspection.versions.filter((version) => version !== best);
  return (
    <Card title={inspection.fileName} actions={<ChipBadge inspection={inspection} />}>
      <KeyValue
        facts={[
          {
            name: t('firmware.kind'),
            value: (
              <>
                {kindText(inspection, code)}{' '}
                {inspection.class === undefined ? null : <Badge>{code('fileClass', inspection.class)}</Badge>}
              </>
            ),
          },
          {
            name: t('firmware.version'),
            value:
              best === undefined
                ? t('firmware.noVersion')
                : `${best.text} (${code('versionSource', best.source)})`,
          },
          ...others.map(({ text, source }) => ({
            name: t('inspect.otherVersion'),
            value: `${text} (${code('versionSource', source)})`,
          })),
          {
            name: t('firmware.size'),
            value: `${formatBytes(inspection.sizeBytes)} (${formatCount(inspection.sizeBytes)} B)`,
          },
          { name: t('firmware.digest'), value: <CopyText value={inspection.sha256} /> },
          ...factsOf(inspection).map(({ name, value }) => ({ name: code('fact', name), value })),
        ]}
      />
    </Card>
  );
}

/** One line per name: a file may say the same thing of several parts. */
function factsOf({ facts = [] }: Inspection): readonly { readonly name: string; readonly value: string }[] {
  const names = [...new Set(facts.map(({ name }) => name))];
  return names.map((name) => ({
    name,
    value: facts
      .filter((fact) => fact.name === name)
      .map(({ value }) => value)
      .join(', '),
  }));
}
