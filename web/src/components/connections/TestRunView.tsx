import { Alert, Stack, Table, Text } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { mappedFields, type TestRun } from '../../services/connections';
import classes from './TestRunView.module.css';

const shownFields = [...mappedFields, 'subject'] as const;

/** What one test login showed: the verdict, what was taken for what, and all that the IdP sent. */
export function TestRunView({ run }: { run: TestRun }) {
  const { t } = useTranslation();
  if (run.state === 'STARTED') return <Text size="sm">{t('connections.test.unfinished')}</Text>;
  const good = run.state === 'GOOD';
  return (
    <Stack gap="md">
      <Alert color={good ? 'green' : 'red'} variant="outline" icon={good ? <IconCheck size={18} /> : <IconX size={18} />} title={t(good ? 'connections.test.good' : 'connections.test.refused')}>
        <Text size="sm">{good ? t(run.makes ? 'connections.test.makes' : 'connections.test.enters') : run.message}</Text>
        {good && run.personId && (
          <Link to="/users/$userId" params={{ userId: run.personId }} className={classes.person}>
            {t('connections.test.person')}
          </Link>
        )}
        {!good && (
          <Text size="xs" mt={4}>
            <code>{run.reason}</code>
          </Text>
        )}
      </Alert>
      {run.mapped.length > 0 && <Mapped run={run} />}
      {run.claims && (
        <section aria-label={t('connections.test.claims')}>
          <Text size="sm" fw={500} mb={4}>
            {t('connections.test.claims')}
          </Text>
          <pre className={classes.claims} tabIndex={0}>
            {laidOut(run.claims)}
          </pre>
        </section>
      )}
    </Stack>
  );
}

function Mapped({ run }: { run: TestRun }) {
  const { t } = useTranslation();
  const name = (field: string) => {
    const known = shownFields.find((one) => one === field);
    return known ? t(`connections.field.${known}`) : field;
  };
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('connections.test.mapped')}>
      <Table aria-label={t('connections.test.mapped')} miw={420}>
        <Table.Thead>
          <Table.Tr>
            {(['field', 'from', 'value'] as const).map((column) => (
              <Table.Th key={column}>{t(`connections.test.column.${column}`)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {run.mapped.map(({ field, name: from, value }) => (
            <Table.Tr key={field}>
              <Table.Th scope="row" fw={400}>
                {name(field)}
              </Table.Th>
              <Table.Td>{from || t('connections.test.usual')}</Table.Td>
              <Table.Td className={classes.value}>{value || '–'}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

/** One line a claim; a text that is no JSON is shown as it is. */
function laidOut(claims: string): string {
  try {
    return JSON.stringify(JSON.parse(claims), null, 2);
  } catch {
    return claims;
  }
}
