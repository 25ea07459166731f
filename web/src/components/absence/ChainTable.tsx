import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Chain, ChainStep } from '../../services/chain';
import { useFormats } from '../../services/format';
import classes from '../FigureTable.module.css';
import { PersonLink } from '../PersonLink';
import { useStepText } from './useStepText';

/** The table behind the picture of a chain. */
export function ChainTable({ chain }: { chain: Chain }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const stepText = useStepText();
  const acts = ({ person, state }: ChainStep) => state === 'AVAILABLE' && person.id === chain.acting?.id;
  return (
    <Table className={classes.table} verticalSpacing={5} aria-label={t('chain.title')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th className={classes.number}>{t('chain.place')}</Table.Th>
          <Table.Th>{t('chain.person')}</Table.Th>
          <Table.Th>{t('chain.standing')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {chain.steps.map((step, place) => (
          <Table.Tr key={place} data-chosen={acts(step)}>
            <Table.Td className={classes.number}>{number(place + 1)}</Table.Td>
            <Table.Td>
              <PersonLink {...step.person} />
            </Table.Td>
            <Table.Td>{acts(step) ? `${stepText(step)}, ${t('chain.acts')}` : stepText(step)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
