import { Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DirectoryDetails } from '../../services/directories';
import { useFormats } from '../../services/format';
import { Fact, Facts } from '../Facts';
import { Panel } from '../Panel';
import { ForecastText } from './ForecastText';

interface Props {
  directory: DirectoryDetails;
  onCause(cause: string): void;
}

const oldToken = 365;

/** Last cycle, failures by cause, forecast of quarantine, age of the token. */
export function HealthPanel({ directory: { health }, onCause }: Props) {
  const { t } = useTranslation();
  const { instant, number } = useFormats();
  const { lastRequestAt, lastChangeAt, causes, tokenAgeDays, tokenExpiresAt } = health;
  return (
    <Panel title={t('directories.health')}>
      <Facts>
        <Fact label={t('directories.lastRequestLabel')}>{lastRequestAt ? instant(lastRequestAt) : t('directories.noRequest')}</Fact>
        <Fact label={t('directories.lastChange')}>{lastChangeAt ? instant(lastChangeAt) : null}</Fact>
        <Fact label={t('directories.today')}>{health.requests > 0 ? <ForecastText health={health} /> : t('directories.noRequestToday')}</Fact>
        {causes.length > 0 && (
          <Fact label={t('directories.causes')}>
            {causes.map(({ cause, requests }) => (
              <Text key={cause} size="sm">
                <Anchor component="button" type="button" inherit onClick={() => onCause(cause)}>
                  {t(`directories.cause.${cause}`, { defaultValue: cause })}
                </Anchor>
                {` ${number(requests)}`}
              </Text>
            ))}
          </Fact>
        )}
        <Fact label={t('directories.tokenAge')}>
          {tokenAgeDays == null ? t('directories.noToken') : t('directories.days', { count: tokenAgeDays })}
          {tokenAgeDays != null && tokenAgeDays > oldToken && ` · ${t('directories.tokenOld')}`}
          {tokenExpiresAt && ` · ${t('directories.tokenEnds', { instant: instant(tokenExpiresAt) })}`}
        </Fact>
      </Facts>
    </Panel>
  );
}
