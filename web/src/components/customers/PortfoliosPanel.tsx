import { Button, Group, Stack, Table, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCustomerChanges } from '../../services/customerChanges';
import type { CustomerDetails, Portfolio } from '../../services/customers';
import { useSave } from '../../services/save';
import figures from '../FigureTable.module.css';
import { Panel } from '../Panel';
import { SaveTrouble } from '../SaveTrouble';
import { fieldError } from './companyData';

/** The parts of a customer's claims that contacts are linked to. */
export function PortfoliosPanel({ customer }: { customer: CustomerDetails }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<string | null>(null);
  const changes = useCustomerChanges();
  return (
    <Panel title={t('customers.tab.portfolios')}>
      {customer.portfolios.length === 0 ? (
        <Text size="sm" mb="md">
          {t('portfolios.empty')}
        </Text>
      ) : (
        <div className={figures.frame} tabIndex={0} role="region" aria-label={t('portfolios.all')}>
          <Table className={figures.table} verticalSpacing={7} horizontalSpacing="sm" mb="md">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('portfolios.name')}</Table.Th>
                <Table.Th>{t('portfolios.reference')}</Table.Th>
                <Table.Th>{t('portfolios.change')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {customer.portfolios.map((portfolio) =>
                portfolio.id === open ? (
                  <Table.Tr key={portfolio.id}>
                    <Table.Td colSpan={3}>
                      <Rename portfolio={portfolio} onDone={() => setOpen(null)} />
                    </Table.Td>
                  </Table.Tr>
                ) : (
                  <Table.Tr key={portfolio.id}>
                    <Table.Td>{portfolio.name}</Table.Td>
                    <Table.Td>{portfolio.reference || '–'}</Table.Td>
                    <Table.Td>
                      <Button size="compact-xs" variant="default" onClick={() => setOpen(portfolio.id)} aria-label={t('portfolios.changeOf', { name: portfolio.name })}>
                        {t('portfolios.change')}
                      </Button>
                    </Table.Td>
                  </Table.Tr>
                ),
              )}
            </Table.Tbody>
          </Table>
        </div>
      )}
      <Fields button={t('portfolios.add')} send={(input) => changes.addPortfolio({ accountId: customer.id, ...input })} />
    </Panel>
  );
}

function Rename({ portfolio, onDone }: { portfolio: Portfolio; onDone(): void }) {
  const { t } = useTranslation();
  const changes = useCustomerChanges();
  const send = (input: { name: string; reference: string | null }) => changes.updatePortfolio({ portfolioId: portfolio.id, expectedVersion: portfolio.version, ...input });
  return <Fields button={t('save.save')} start={portfolio} send={send} onDone={onDone} />;
}

interface Props {
  button: string;
  start?: { name: string; reference: string };
  send(input: { name: string; reference: string | null }): ReturnType<ReturnType<typeof useCustomerChanges>['addPortfolio']>;
  onDone?(): void;
}

function Fields({ button, start, send, onDone }: Props) {
  const { t } = useTranslation();
  const [name, setName] = useState(start?.name ?? '');
  const [reference, setReference] = useState(start?.reference ?? '');
  const save = useSave();
  const submit = async () => {
    if (!(await save.run(() => send({ name: name.trim(), reference: reference.trim() || null })))) return;
    if (onDone) return onDone();
    setName('');
    setReference('');
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Stack gap="xs" maw={560}>
        <Group gap="sm" align="flex-end">
          <TextInput label={t('portfolios.name')} value={name} onChange={(event) => setName(event.currentTarget.value)} error={Boolean(fieldError(save.refusals, 'name'))} maxLength={200} flex="2 1 180px" />
          <TextInput label={t('portfolios.reference')} value={reference} onChange={(event) => setReference(event.currentTarget.value)} maxLength={200} flex="1 1 120px" />
          <Button type="submit" variant="default" loading={save.saving} disabled={name.trim() === ''}>
            {button}
          </Button>
          {onDone && (
            <Button variant="subtle" onClick={onDone}>
              {t('directories.cancel')}
            </Button>
          )}
        </Group>
        <SaveTrouble save={save} />
      </Stack>
    </form>
  );
}
