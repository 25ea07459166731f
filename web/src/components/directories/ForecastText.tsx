import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Health } from '../../services/directories';
import { useFormats } from '../../services/format';

/** Failures of a day, and how near Entra's quarantine is. */
export function ForecastText({ health: { requests, failures, failureShare, quarantine } }: { health: Health }) {
  const { t } = useTranslation();
  const { percent } = useFormats();
  if (requests === 0) return null;
  const share = percent(Math.round(failureShare * 10_000));
  return (
    <Text size="sm" fw={quarantine === 'NONE' ? 400 : 500}>
      {failures === 0 ? t('directories.noFailures', { count: requests }) : t('directories.failures', { count: failures, share })}
      {quarantine !== 'NONE' && ` ${t(`directories.quarantine.${quarantine}`)}`}
    </Text>
  );
}
