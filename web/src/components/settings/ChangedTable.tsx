import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { changedNames, type TypedSettings } from '../../services/settings';
import figures from '../FigureTable.module.css';
import { useSettingText } from './useSettingText';

interface Props {
  present: TypedSettings;
  typed: TypedSettings;
}

/** What is in force and what would be, side by side; also when somebody else has saved meanwhile. */
export function ChangedTable({ present, typed }: Props) {
  const { t } = useTranslation();
  const textOf = useSettingText();
  return (
    <Table className={figures.table} verticalSpacing={5} aria-label={t('settings.changes')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('settings.setting')}</Table.Th>
          <Table.Th>{t('settings.now')}</Table.Th>
          <Table.Th>{t('settings.then')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {changedNames(present, typed).map((name) => (
          <Table.Tr key={name}>
            <Table.Td className={figures.text}>{t(`settings.name.${name}`)}</Table.Td>
            <Table.Td className={figures.text}>{textOf(name, present)}</Table.Td>
            <Table.Td className={figures.text}>
              <ins className={figures.after}>{textOf(name, typed)}</ins>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
