import { Button, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './BulkBar.module.css';
import type { Selection } from './useSelection';

interface Props {
  selection: Selection;
  /** How many rows the list finds in all, once known. */
  total: number | undefined;
  /** Whether something can be done to rows that are not loaded. */
  beyond?: boolean;
  /** What can be done to those that are chosen. */
  children: ReactNode;
}

/** Stands above a list while rows of it are chosen. */
export function BulkBar({ selection, total, beyond = false, children }: Props) {
  const { t } = useTranslation();
  if (!selection.some) return null;
  const count = selection.everything ? (total ?? selection.ids.size) : selection.ids.size;
  const more = beyond && !selection.everything && total !== undefined && total > selection.ids.size;
  return (
    <div role="toolbar" aria-label={t('lists.chosen', { count })} className={classes.bar}>
      <Text component="span" size="sm" fw={500} aria-live="polite">
        {t('lists.chosen', { count })}
      </Text>
      {more && (
        <Button variant="subtle" size="compact-sm" onClick={selection.chooseEverything}>
          {t('lists.chooseAll', { count: total })}
        </Button>
      )}
      <Button variant="subtle" size="compact-sm" onClick={selection.clear}>
        {t('lists.chooseNone')}
      </Button>
      <span className={classes.actions}>{children}</span>
    </div>
  );
}
