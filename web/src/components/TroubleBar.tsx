import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Trouble } from '../services/fault';
import classes from './TroubleBar.module.css';
import { TroubleText } from './TroubleText';

/** Something stood in the way while a list was shown: the list stays, this is told above it. */
export function TroubleBar({ trouble, onRetry }: { trouble: Trouble; onRetry(): void }) {
  const { t } = useTranslation();
  return (
    <div role="alert" className={classes.bar}>
      <div>
        <TroubleText trouble={trouble} />
      </div>
      <Button size="compact-xs" variant="default" onClick={onRetry}>
        {t('trouble.retry')}
      </Button>
    </div>
  );
}
