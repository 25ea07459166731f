import { Button, Group, Stack, Table, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCustomerChanges } from '../../services/customerChanges';
import type { CustomerDetails, Portfolio } from '../../services/customers';
import { useSave } from '../../services/save';
import figures from '../FigureTable.module.css';
import { Panel } from '../Panel';
import { SaveBar } from '../SaveBar';
import { SaveTrouble } from '../SaveTrouble';
import { useUnsaved } from '../unsaved';
import { useDraft } from '../useDraft';
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

/** A portfolio's name and reference; somebody else may change them meanwhile. */
function Rename({ portfolio: { id, name, reference, version }, onDone }: { portfolio: Portfolio; onDone(): void }) {
  const { t } = useTranslation();
  const changes = useCustomerChanges();
  const save = useSave();
  const draft = useDraft({ name, reference }, version);
  const { value } = draft;
  const submit = async () => {
    const input = { portfolioId: id, expectedVersion: draft.version, name: value.name.trim(), reference: value.reference.trim() || null };
    if (!(await save.run(() => changes.updatePortfolio(input)))) return;
    draft.discard();
    onDone();
  };
  return (
    <Stack gap="xs" maw={560}>
      <Group gap="sm" align="flex-end">
        {(['name', 'reference'] as const).map((field) => (
          <TextInput
            key={field}
            label={t(`portfolios.${field}`)}
            value={value[field]}
            onChange={(event) => draft.change({ [field]: event.currentTarget.value })}
            error={Boolean(fieldError(save.refusals, field))}
            maxLength={200}
            flex="1 1 150px"
          />
        ))}
        {!draft.dirty && (
          <Button variant="subtle" onClick={onDone}>
            {t('directories.cancel')}
          </Button>
        )}
      </Group>
      <SaveBar
        draft={draft}
        save={save}
        onSave={() => void submit()}
        valid={value.name.trim() !== ''}
        compare={(['name', 'reference'] as const).map((field) => ({ field, label: t(`portfolios.${field}`), text: (form: typeof value) => form[field] }))}
      />
    </Stack>
  );
}

interface Props {
  button: string;
  send(input: { name: string; reference: string | null }): ReturnType<ReturnType<typeof useCustomerChanges>['addPortfolio']>;
}

function Fields({ button, send }: Props) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [reference, setReference] = useState('');
  const save = useSave();
  useUnsaved(name !== '' || reference !== '');
  const submit = async () => {
    if (!(await save.run(() => send({ name: name.trim(), reference: reference.trim() || null })))) return;
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
        </Group>
        <SaveTrouble save={save} />
      </Stack>
    </form>
  );
}
