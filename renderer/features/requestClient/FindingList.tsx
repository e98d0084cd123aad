/** What was found about an answer, each with its weight. */
import type { OtaFinding } from '../../../shared/contract/otaClient.ts';
import { useText } from '../../i18n/useText.ts';
import { CheckList } from '../../ui/CheckList.tsx';

const states = { good: 'ok', info: 'note', warning: 'warning', error: 'problem' } as const;

export function FindingList({ findings }: { readonly findings: readonly OtaFinding[] }) {
  const { t, code } = useText();
  return (
    <div data-testid="findings">
      <CheckList
        items={findings.map((finding) => ({
          key: `${finding.code}-${JSON.stringify(finding.params)}`,
          state: states[finding.level],
          stateText: t(`requestClient.level_${finding.level}`),
          name: code('otaFinding', finding.code, finding.params),
        }))}
      />
    </div>
  );
}
