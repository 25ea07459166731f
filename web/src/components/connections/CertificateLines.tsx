import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Certificate } from '../../services/connections';
import { useFormats } from '../../services/format';
import classes from './CertificateLines.module.css';
import { CertificateEnd } from './CertificateEnd';

/** Certificates with what tells them apart: the fingerprint is what two administrators compare. */
export function CertificateLines({ label, certificates }: { label: string; certificates: readonly Certificate[] }) {
  const { t } = useTranslation();
  const { day } = useFormats();
  return (
    <div>
      <Text size="sm" fw={500} mb={4}>
        {label}
      </Text>
      <ul className={classes.lines} aria-label={label}>
        {certificates.map((one) => (
          <li key={one.fingerprint} className={classes.line}>
            <Text size="sm">{one.subject}</Text>
            <Text size="sm" c="dimmed">
              {t('connections.certificateFrom', { day: day(one.notBefore) })}
            </Text>
            <CertificateEnd certificates={[one]} />
            <code className={classes.fingerprint}>{one.fingerprint.match(/../g)?.join(':')}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}
