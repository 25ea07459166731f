import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Trouble } from '../services/fault';
import classes from './TroubleBar.module.css';

/** Something stood in the way while a list was shown: the list stays, this is told above it. */
export function TroubleBar({ trouble, onRetry }: { trouble: Trouble; onRetry(): void }) {
  const { t } = useTranslation();
  return (
    <div role="alert" className={classes.bar}>
      {t(`trouble.${trouble.kind}.text`)}
      <Button size="compact-xs" variant="default" onClick={onRetry}>
        {t('trouble.retry')}
      </Button>
    </div>
  );
}
