import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LogEvent } from '../../services/provisioning';
import classes from './LogList.module.css';

const kinds = { CREATED: 'good', CHANGED: 'good', DELETED: 'good', REFUSED: 'bad', FAILED: 'bad', PREVIEWED: 'maybe', READ: 'quiet', UNCHANGED: 'quiet' } as const;

/** How a request ended: a word, and a mark that says the same. */
export function OutcomeText({ event: { outcome, status } }: { event: LogEvent }) {
  const { t } = useTranslation();
  return (
    <Text component="span" size="sm" className={classes.outcome} data-kind={kinds[outcome]}>
      {t(`directories.outcome.${outcome}`)}
      <Text component="span" size="xs" c="dimmed">{` ${status}`}</Text>
    </Text>
  );
}
