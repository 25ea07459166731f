import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../services/format';
import type { Stage } from '../../services/funnel';
import classes from './Funnel.module.css';

interface Props {
  everybody: number;
  stages: Stage[];
  /** The one at the end; none while a deal waits. */
  chosen: string | null;
}

/** The checks as bars that grow shorter: solid who stayed, pale whom a check let go. */
export function Funnel({ everybody, stages, chosen }: Props) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const share = (people: number) => `${(100 * people) / Math.max(everybody, 1)}%`;
  return (
    <ol className={classes.funnel} aria-label={t('why.funnel')}>
      <li className={classes.stage}>
        <span>{t('why.everybody')}</span>
        <span className={classes.bar} aria-hidden>
          <span className={classes.left} style={{ width: '100%' }} />
        </span>
        <span className={classes.figure}>{number(everybody)}</span>
      </li>
      {stages.map(({ check, left, lost }) => (
        <li key={check} className={classes.stage}>
          <span>{t(`why.check.${check}`)}</span>
          <span className={classes.bar} aria-hidden>
            {left > 0 && <span className={classes.left} style={{ width: share(left) }} />}
            <span className={classes.lost} style={{ width: share(lost) }} />
          </span>
          <span className={classes.figure}>
            {number(left)}
            <Text component="span" size="xs" c="dimmed" ml={6}>
              {t('why.lost', { people: lost })}
            </Text>
          </span>
        </li>
      ))}
      {chosen && (
        <li className={classes.stage} data-chosen>
          <span>{chosen}</span>
          <span className={classes.bar} aria-hidden>
            <span className={classes.left} style={{ width: share(1) }} />
            </span>
          <span className={classes.figure}>{number(1)}</span>
        </li>
      )}
    </ol>
  );
}
