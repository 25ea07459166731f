import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { daysUntil, firstToEnd, warnDays, type Certificate } from '../../services/connections';
import { useFormats } from '../../services/format';
import { Status } from '../Status';

/** When the first of some certificates ends; a warning where that is soon. */
export function CertificateEnd({ certificates }: { certificates: readonly Certificate[] }) {
  const { t } = useTranslation();
  const { day } = useFormats();
  const first = firstToEnd(certificates);
  if (!first) return null;
  const days = daysUntil(first.notAfter);
  if (days > warnDays) return <Text size="sm">{t('connections.certificateUntil', { day: day(first.notAfter) })}</Text>;
  return (
    <Text size="sm" component="div">
      {days < 0 ? (
        <Status tone="bad">{t('connections.certificateOver', { day: day(first.notAfter) })}</Status>
      ) : (
        <Status tone="warn">{t('connections.certificateSoon', { count: days, day: day(first.notAfter) })}</Status>
      )}
    </Text>
  );
}
