import { Badge, Group, List, SegmentedControl, Select, Skeleton, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nameOf, purposes, useRecipients, type CustomerDetails } from '../../services/customers';
import { TroubleNotice } from '../Notice';
import { Panel } from '../Panel';

/** Who receives which messages, in order (CO-8). */
export function RecipientsPanel({ customer }: { customer: CustomerDetails }) {
  const { t } = useTranslation();
  const [purpose, setPurpose] = useState<(typeof purposes)[number]>('INVOICE');
  const [portfolio, setPortfolio] = useState<string | null>(null);
  const first = customer.portfolios[0]?.id ?? null;
  const portfolioId = purpose === 'CASE_INBOX' ? (portfolio ?? first) : null;
  return (
    <Panel title={t('customers.tab.recipients')}>
      <Stack gap="sm">
        <Group gap="sm" align="flex-end">
          <SegmentedControl
            aria-label={t('recipients.purpose')}
            data={purposes.map((value) => ({ value, label: t(`recipients.of.${value}`) }))}
            value={purpose}
            onChange={(value) => setPurpose(value as typeof purpose)}
          />
          {purpose === 'CASE_INBOX' && (
            <Select
              aria-label={t('portfolios.one')}
              data={customer.portfolios.map(({ id, name }) => ({ value: id, label: name }))}
              value={portfolioId}
              onChange={setPortfolio}
              allowDeselect={false}
              w={220}
            />
          )}
        </Group>
        <Text size="sm" c="dimmed">
          {t(`recipients.hint.${purpose}`)}
        </Text>
        {purpose === 'CASE_INBOX' && !portfolioId ? <Text size="sm">{t('contacts.noPortfolios')}</Text> : <Recipients accountId={customer.id} purpose={purpose} portfolioId={portfolioId} />}
      </Stack>
    </Panel>
  );
}

function Recipients({ accountId, purpose, portfolioId }: { accountId: string; purpose: (typeof purposes)[number]; portfolioId: string | null }) {
  const { t } = useTranslation();
  const { thing: recipients, trouble, retry } = useRecipients(accountId, purpose, portfolioId);
  if (trouble) return <TroubleNotice trouble={trouble} onRetry={retry} />;
  if (!recipients) return <Skeleton height={60} role="status" aria-label={t('list.loading')} />;
  if (recipients.length === 0) return <Text size="sm">{t('recipients.nobody')}</Text>;
  return (
    <List type="ordered" size="sm" spacing={4} aria-label={t(`recipients.of.${purpose}`)}>
      {recipients.map((recipient) => (
        <List.Item key={recipient.id}>
          {nameOf(recipient)} · {recipient.email}{' '}
          {recipient.primary && (
            <Badge variant="outline" color="gray" size="sm" radius="sm" tt="none">
              {t('recipients.first')}
            </Badge>
          )}
        </List.Item>
      ))}
    </List>
  );
}
