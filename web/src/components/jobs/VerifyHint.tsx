import { Code, Text } from '@mantine/core';
import { Trans, useTranslation } from 'react-i18next';

/** How an auditor checks an export without the server. */
export function VerifyHint() {
  const { t } = useTranslation();
  return (
    <Text size="sm">
      <Trans i18nKey={'jobs.verify'} t={t} components={{ command: <Code data-testid="verify">{'mandate history verify history-export.jsonl'}</Code> }} />
    </Text>
  );
}
