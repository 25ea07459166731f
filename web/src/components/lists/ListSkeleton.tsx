import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './DataTable.module.css';

const widths = [168, 220, 120, 148, 96];

/** Stands in for a list until its first page is there. */
export function ListSkeleton() {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t('list.loading')} className={classes.frame}>
      {Array.from({ length: 12 }, (_, row) => (
        <div key={row} className={classes.skeleton}>
          {widths.map((width, column) => (
            <Skeleton key={column} height={10} width={width - ((row * 37 + column * 23) % 48)} />
          ))}
        </div>
      ))}
    </div>
  );
}
