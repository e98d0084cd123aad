/** Short notices at the lower edge. Errors stay until they are closed. */
import { Toast as Base } from '@base-ui/react/toast';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useText } from '../i18n/useText.ts';
import { classes } from './classes.ts';
import styles from './Toast.module.css';

const manager = Base.createToastManager();

/** Says that something worked. */
export function notify(title: string, description?: string): void {
  manager.add({ title, ...(description === undefined ? {} : { description }), timeout: 4000 });
}

/** Says that something did not work; stays until closed. */
export function notifyProblem(title: string, description?: string): void {
  manager.add({
    title,
    ...(description === undefined ? {} : { description }),
    timeout: 0,
    type: 'bad',
    priority: 'high',
  });
}

export function ToastArea({ children }: { readonly children: ReactNode }) {
  return (
    <Base.Provider toastManager={manager} limit={3}>
      {children}
      <Base.Portal>
        <Base.Viewport className={styles.viewport}>
          <ToastList />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

function ToastList() {
  const { toasts } = Base.useToastManager();
  const { t } = useText();
  return toasts.map((toast) => (
    <Base.Root
      key={toast.id}
      toast={toast}
      className={classes(styles.toast, toast.type === 'bad' && styles.bad)}
    >
      <Base.Content className={styles.content}>
        <div className={styles.text}>
          <Base.Title className={styles.title} />
          <Base.Description className={styles.description} />
        </div>
        <Base.Close className={styles.close} aria-label={t('common.close')}>
          <X />
        </Base.Close>
      </Base.Content>
    </Base.Root>
  ));
}
