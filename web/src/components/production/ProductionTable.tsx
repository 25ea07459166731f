import { Table, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ProductionBy } from '../../gql/graphql';
import { type ProductionField, figures } from '../../services/administration';
import { useFormats } from '../../services/format';
import type { Sort } from '../../services/order';
import { sharesOf, sorted, type Production, type ProductionRow } from '../../services/production';
import table from '../FigureTable.module.css';
import list from '../lists/DataTable.module.css';
import classes from './production.module.css';
import { RowLabel } from './RowLabel';

interface Props {
  report: Production;
  by: ProductionBy;
  sort: Sort<ProductionField>;
  onSort(sort: Sort<ProductionField>): void;
}

/** The report line by line, with a bar for each amount and the funded part of it, and the totals. */
export function ProductionTable({ report: { rows, total }, by, sort, onSort }: Props) {
  const { t } = useTranslation();
  const { locale } = useFormats();
  return (
    <div className={classes.frame} tabIndex={0} role="region" aria-label={t('production.title')}>
      <Table className={table.table} verticalSpacing={5} aria-label={t('production.title')}>
        <Table.Thead>
          <Table.Tr>
            <Heading field="label" title={t(`production.by.${by}`)} sort={sort} onSort={onSort} />
            <Table.Td className={classes.chart} />
            {figures.map((figure) => (
              <Heading key={figure} field={figure} title={t(`production.column.${figure}`)} sort={sort} onSort={onSort} />
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sorted(rows, sort, locale).map((row) => (
            <Table.Tr key={`${row.subject ?? ''} ${row.label}`}>
              <Table.Td>
                <RowLabel row={row} by={by} />
              </Table.Td>
              <Table.Td className={classes.chart}>
                <Bar {...sharesOf(rows, row)} />
              </Table.Td>
              <Figures row={row} />
            </Table.Tr>
          ))}
        </Table.Tbody>
        <Table.Tfoot>
          <Table.Tr className={classes.total}>
            <Table.Th scope="row">{t('production.total')}</Table.Th>
            <Table.Td className={classes.chart} />
            <Figures row={total} />
          </Table.Tr>
        </Table.Tfoot>
      </Table>
    </div>
  );
}

function Bar({ all, funded }: { all: number; funded: number }) {
  return (
    <span className={classes.track} aria-hidden>
      <span className={classes.all} style={{ width: `${100 * all}%` }} />
      <span className={classes.funded} style={{ width: `${100 * funded}%` }} />
    </span>
  );
}

function Figures({ row }: { row: ProductionRow }) {
  const { number, money } = useFormats();
  return figures.map((figure) => {
    const value = row[figure];
    return (
      <Table.Td key={figure} className={table.number}>
        {typeof value === 'number' ? number(value) : money(value)}
      </Table.Td>
    );
  });
}

interface HeadingProps {
  field: ProductionField;
  title: string;
  sort: Sort<ProductionField>;
  onSort(sort: Sort<ProductionField>): void;
}

function Heading({ field, title, sort, onSort }: HeadingProps) {
  const active = sort.by === field;
  const Arrow = active && sort.desc ? IconChevronDown : IconChevronUp;
  // Names begin with A, figures with the largest.
  const next = active ? !sort.desc : field !== 'label';
  return (
    <Table.Th className={field === 'label' ? undefined : table.number} data-figure={field !== 'label'} aria-sort={active ? (sort.desc ? 'descending' : 'ascending') : 'none'}>
      <UnstyledButton className={list.sort} data-active={active} onClick={() => onSort({ by: field, desc: next })}>
        {title}
        <Arrow size={14} aria-hidden />
      </UnstyledButton>
    </Table.Th>
  );
}
