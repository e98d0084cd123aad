/** In a browser: asks before the page closes while a guarded job runs. The job would go on; the person should know. */
import { useEffect } from 'react';
import { isDesktop } from '../connection/host.ts';
import { textOf } from '../i18n/index.ts';
import { isActive, useJobs } from '../stores/jobs.ts';

export function useLeaveGuard(): void {
  const guarded = useJobs(({ jobs }) => jobs.some((job) => job.guarded && isActive(job)));
  useEffect(() => {
    // The desktop's own close guard speaks for itself.
    if (!guarded || isDesktop()) return undefined;
    const onBeforeUnload = (event: BeforeUnloadEvent) => {
      event.preventDefault();
      // Browsers show a sentence of their own; some assistive tools read this one.
      event.returnValue = textOf('shell.leaveWarning');
    };
    window.addEventListener('beforeunload', onBeforeUnload);
    return () => window.removeEventListener('beforeunload', onBeforeUnload);
  }, [guarded]);
}
