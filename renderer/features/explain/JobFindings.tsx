/** What the rules say of an ended job, for pages that show one; nothing where they say nothing. The app hands it in. */
import { useEffect } from 'react';
import { useCore } from '../../connection/CoreContext.tsx';
import { useText } from '../../i18n/useText.ts';
import { jobExplanations } from '../../stores/explanations.ts';
import { Card } from '../../ui/Card.tsx';
import { Findings } from './Findings.tsx';

export interface JobFindingsProps {
  readonly jobId: string;
  readonly onRow?: (seq: number) => void;
}

export function JobFindings({ jobId, onRow }: JobFindingsProps) {
  const { t } = useText();
  const core = useCore();
  const answer = jobExplanations.useAnswer(jobId);
  useEffect(() => jobExplanations.need(jobId, () => core.explain.job({ jobId })), [core, jobId]);
  // The verdict has said how it ended; without a finding there is nothing to add.
  if (answer.state !== 'done' || answer.value.findings.length === 0) return null;
  return (
    <Card title={t('explain.jobTitle')} data-testid="job-findings">
      <Findings answer={answer.value} of="journal" onRow={onRow} />
    </Card>
  );
}
